"""`cleaner import-rules`."""

from command import RULED, run


def test_import_rules(tmp_path):
    (tmp_path / "example.org.txt").write_text("strip_id_or_class: offer\nstrip: //p[\n", "utf-8")
    status, out, err = run("import-rules", tmp_path, "-o", tmp_path / "rules.toml")
    assert (status, out) == (0, "")
    assert "hosts with rules: 1; patterns passed over: 1" in err
    options = ("--rules", tmp_path / "rules.toml", "--url", "https://example.org/rain")
    assert "lamps" not in run("clean", *options, "-", stdin=RULED.encode())[1]
    assert run("import-rules", tmp_path)[1] == (tmp_path / "rules.toml").read_text("utf-8")


def test_import_rules_from_a_folder_without_any(tmp_path):
    status, out, err = run("import-rules", tmp_path)
    assert (status, out) == (1, "")
    assert "no site patterns" in err
