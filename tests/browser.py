"""Real Chromium for tests, in which every host name under `.example` leads to a port of ours."""

import shutil
import socket
import threading

import pytest

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --window-size=1300,900"
).split()


@pytest.fixture(scope="session")
def seen():
    """What arrives at any host called `.example`."""
    arrived = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def wait():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    arrived.append(connection.recv(1000))

        threading.Thread(target=wait, daemon=True).start()
        yield server.getsockname()[1], arrived


@pytest.fixture(scope="session")
def chromium(seen):
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or pytest.fail("Chromium is not installed")
    rules = f"--host-resolver-rules=MAP *.example 127.0.0.1:{seen[0]}, MAP * ~NOTFOUND"
    for flag in (*FLAGS, rules):
        options.add_argument(flag)
    driver = Chrome(options, Service(shutil.which("chromedriver") or pytest.fail("ChromeDriver is not installed")))
    yield driver
    driver.quit()
