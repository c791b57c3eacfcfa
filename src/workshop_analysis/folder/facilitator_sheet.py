"""The sheet of whoever leads a table: one page to print, from a browser, without internet."""

from __future__ import annotations

FILE = "begeleidersblad.html"

TEXT = """\
<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Begeleidersblad</title>
<style>
@page { size: A4; margin: 15mm; }
body { font: 11pt/1.4 sans-serif; max-width: 42em; margin: 1em auto; padding: 0 1em; color: #000; }
h1 { font-size: 18pt; margin: 0 0 .4em; }
h2 { font-size: 13pt; margin: 1em 0 .2em; break-after: avoid; }
ul { margin: .2em 0; padding-left: 1.4em; }
ul.af { list-style: "\\2610\\00a0\\00a0"; }
li { margin: .15em 0; break-inside: avoid; }
blockquote { margin: .3em 0; padding: .2em .8em; border-left: 3pt solid #000; }
.invullen { border-bottom: 1px solid #000; min-height: 1.5em; margin: .3em 0 .8em; }
.scherm { background: #eee; padding: .4em .8em; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  .scherm { display: none; }
}
</style>
</head>
<body>
<main>
<p class="scherm">Druk dit blad af, één voor elke tafel (Ctrl en P).</p>
<h1>Begeleidersblad</h1>
<p>De vraag, woord voor woord:</p>
<div class="invullen"></div>
<p>Tafelnummer:</p>
<div class="invullen"></div>

<h2>Voor de sessie</h2>
<ul class="af">
<li>De vraag staat op papier, en iedereen krijgt dezelfde vraag. Zij staat ook in
session.toml.</li>
<li>Elke tafel heeft een nummer. Elke deelnemer krijgt een kaartje met een nummer: P01, P02, en zo
verder. De nummers lopen door over alle tafels: elk nummer is er één keer.</li>
<li>De lijst met namen en nummers bestaat niet, of ligt ergens anders en gaat na afloop weg.</li>
<li>Er zijn briefjes in twee kleuren: één voor belemmeringen, één voor beloftes.</li>
</ul>

<h2>Zeg dit aan het begin</h2>
<blockquote>Wij schrijven op wat u zegt, zonder uw naam. Op uw briefje staat uw nummer en dat van
uw tafel. Wij drukken uw woorden alleen af als u daar ja op zegt. Noem geen namen van
anderen.</blockquote>

<h2>Tijdens de sessie</h2>
<ul>
<li>Eén briefje, één punt. Noemt iemand twee dingen, vraag dan om twee briefjes.</li>
<li>Op elk briefje: het nummer van de deelnemer, het nummer van de tafel, en een kruisje als de
woorden in het rapport mogen.</li>
<li>Bij een belemmering ook de kant: beleid, uitvoering, of allebei (gezamenlijk). Een belofte
heeft geen kant.</li>
<li>Schrijf op wat mensen zeggen, in hun eigen woorden. Vat niet samen en verbeter niets.</li>
<li>Stippen plakken? Spreek af hoeveel stippen iedereen heeft, en of er meer op één briefje mogen.
Schrijf dat in session.toml bij 'method'.</li>
</ul>

<h2>Na de sessie</h2>
<ul class="af">
<li>Maak een foto van elke tafel voordat u opruimt. Mensen staan er niet op.</li>
<li>Vul dezelfde dag bijdragen.xlsx in: elk briefje een rij, ook als twee briefjes hetzelfde
zeggen en ook als er 'weet ik niet' op staat. Weglaten doet niemand.</li>
<li>Tel de briefjes en de rijen: zijn het er evenveel?</li>
</ul>
</main>
</body>
</html>
"""
