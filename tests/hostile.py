"""A page that tries everything to run, load or leave; `seen.example` is where it would report to."""

PROSE = (
    "The storm that reached the coast on Sunday night keeps every ferry at its pier, and nobody on the island can say"
    " when the first boat with bread and newspapers will come across the sound again."
)
FLAG = "top.ran=1"
VECTORS = (
    f"<script>{FLAG}</script>",
    '<script src="//seen.example/s.js"></script>',
    f"<img src=x onerror={FLAG}>",
    f'<img src="//seen.example/i.png" srcset="//seen.example/i2.png 2x" onload={FLAG}>',
    f"<svg onload={FLAG}><script>{FLAG}</script><path d='M0 0h9v9z'/></svg>",
    "<svg><image href=//seen.example/si /><use href='//seen.example/u.svg#x'/></svg>",
    f"<svg><a href='javascript:{FLAG}'><text y=9>go</text></a></svg>",
    f"<svg><animate attributeName=href values='javascript:{FLAG}' begin=0s /></svg>",
    f"<svg><set attributeName=onload to={FLAG} /></svg>",
    f"<svg><style><img src=x onerror={FLAG}></style></svg>",
    f"<svg><foreignObject><iframe srcdoc='<script>{FLAG}</script>'></iframe></foreignObject></svg>",
    f"<math><mtext><img src=x onerror={FLAG}></mtext><annotation-xml encoding=text/html><img src=x onerror={FLAG}>"
    "</annotation-xml></math>",
    f"<a class=leave href='javascript:{FLAG}'>Home</a>",
    f"<a class=leave href=' &#106;avascript:{FLAG}'>Home</a>",
    "<a class=leave href='//seen.example/a' ping='//seen.example/ping' target=_top>News</a>",
    f"<a class=leave href='data:text/html,<script>{FLAG}</script>'>Data</a>",
    f"<iframe srcdoc='<script>{FLAG}</script>'></iframe>",
    "<iframe src='//seen.example/f'></iframe><object data='//seen.example/o'></object>",
    f"<iframe src='javascript:{FLAG}'></iframe>",
    "<embed src='//seen.example/e'>",
    "<video src='//seen.example/v' poster='//seen.example/p' autoplay><track src='//seen.example/t'></video>",
    "<audio src='//seen.example/au' autoplay></audio>",
    "<picture><source srcset='//seen.example/pic'><img src='//seen.example/img'></picture>",
    "<input type=image src='//seen.example/in'>",
    f"<input autofocus onfocus={FLAG}>",
    f"<details open ontoggle={FLAG}><summary class=leave>More</summary>Text</details>",
    f"<marquee onstart={FLAG}>moving</marquee>",
    f"<div style='animation:a 1ms' onanimationstart={FLAG}>x</div>",
    "<div style='background:url(//seen.example/bg)'>x</div>",
    "<div style='background:u\\72l(//seen.example/bg2);cursor:url(//seen.example/cur),auto'>x</div>",
    "<div style='background:-webkit-image-set(\"//seen.example/set\" 1x)'>x</div>",
    "<link rel=stylesheet href='//seen.example/l.css'><link rel=prefetch href='//seen.example/pre'>",
    "<link rel=preconnect href='//seen.example'><link rel=dns-prefetch href='//seen.example'>",
    "<link rel=manifest href='//seen.example/m'><link rel=icon href='//seen.example/ico'>",
    "<meta http-equiv=refresh content='0;url=//seen.example/r'>",
    "<base href='//seen.example/base/' target=_top>",
    "<style>@import '//seen.example/i.css'; @font-face{font-family:f;src:url(//seen.example/f.woff)}"
    " p{font-family:f} p::before{content:url(//seen.example/c)}</style>",
    f"<style></style><img src=x onerror={FLAG}></style>",
    "<form action='//seen.example/form' id=querySelector><input name=querySelectorAll id=parentElement>"
    "<input id=contentDocument><input id=closest><button class=leave>Send</button></form>",
    f"<form><button class=leave formaction='javascript:{FLAG}'>Send</button></form>",
    f"<p title='\"></iframe><script>{FLAG}</script>'>&lt;/iframe&gt;&lt;script&gt;{FLAG}&lt;/script&gt; '\"></p>",
    f"<p title='&quot;&gt;&lt;img src=x onerror={FLAG}&gt;'>x</p>",
    f"<noscript><p title='</noscript><img src=x onerror={FLAG}>'>x</p></noscript>",
    f"<textarea></textarea><img src=x onerror={FLAG}></textarea>",
    f"<xmp></xmp><img src=x onerror={FLAG}></xmp>",
    f"<template><img src=x onerror={FLAG}><script>{FLAG}</script></template>",
    f"<div><template shadowrootmode=open><img src=x onerror={FLAG}></template></div>",
    f"<table><tr><td>a<script>{FLAG}</script><img src=x onerror={FLAG}></table>",
    f"<select><option>a<script>{FLAG}</script></select>",
    f"<x-b b=0 f=0 onclick={FLAG}>fake</x-b><div b=1 f=1 x-off='0 1 2'>fake</div>",
    f"<body onload={FLAG} onpageshow={FLAG} background='//seen.example/body'>",
    "<dialog open class=x-shown>Dialog</dialog><div popover>Popover</div>",
    "<p id=said>said</p><p id=data>{}</p>",
    f"<p class=leave onclick={FLAG} tabindex=1 accesskey=n contenteditable>edit</p>",
    f"<!--><img src=x onerror={FLAG}>--><p><!--[if IE]><script>{FLAG}</script><![endif]--></p>",
    "<math><mi><mglyph><svg><mtext><textarea>"
    f"<path id='</textarea><img src=x onerror={FLAG}>'></mtext></svg></mi></math>",
)
PAGE = (
    f"<!doctype html><html lang=en onload={FLAG}><title></iframe></title><script>{FLAG}</script>'\"&lt;!--</title>"
    f"<h1>Ferries stay in port</h1><p>{PROSE}</p>" + "\n".join(VECTORS) + f"<p>{PROSE}</p><p>Read also: the end</p>"
)
