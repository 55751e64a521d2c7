package dev.fairlead.report;

/** The report's style sheet: one accent colour, light and dark. */
final class StyleSheet {
    private StyleSheet() {}

    static final String CSS = """
            :root{color-scheme:light dark;--bg:#fbfbf9;--card:#fff;--ink:#1d2126;--soft:#626a73;--rule:#e4e4df;
            --accent:#0b6e74;--muted:#9aa3ab;--badge:#8a4b08;--badgebg:#fdf0dc}
            @media(prefers-color-scheme:dark){:root{--bg:#14171a;--card:#1b1f23;--ink:#e6e8ea;--soft:#9aa3ab;--rule:#2e343a;
            --accent:#4fc3c7;--muted:#727b84;--badge:#f5c987;--badgebg:#3a2c14}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
            "Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
            main{max-width:72rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
            h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.015em;margin:0 0 .4rem;font-weight:650;overflow-wrap:anywhere}
            h2{font-size:1.2rem;margin:2.75rem 0 .35rem;font-weight:620;letter-spacing:-.005em}
            h3{font-size:.95rem;margin:1.1rem 0 .3rem;font-weight:600}
            p{margin:.2rem 0 .9rem;color:var(--soft);max-width:44rem;overflow-wrap:anywhere}
            .badge{display:inline-block;background:var(--badgebg);color:var(--badge);border-radius:999px;padding:.12rem .7rem;
            font-size:.8rem;font-weight:600;margin-bottom:.7rem}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:1.1rem 0 0;font-size:.92rem}
            dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
            .card{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:1rem 1.1rem;margin:.7rem 0}
            .scroll{overflow-x:auto;padding:.3rem 0}
            svg{display:block;width:100%;height:auto;font-family:inherit}
            .chart svg{max-width:38rem}.chart text{paint-order:stroke;stroke:var(--card);stroke-width:3px}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(30rem,100%),1fr));gap:.7rem}.charts .card{margin:0}
            svg.square{max-width:27rem}
            .grid{stroke:var(--rule);stroke-width:1}
            .base{stroke:var(--muted);stroke-width:1.2;stroke-dasharray:4 4}
            .mark{stroke:var(--muted);fill:var(--muted);stroke-width:2.5;stroke-linecap:round}
            .mark.strong{stroke:var(--accent);fill:var(--accent)}
            text{fill:var(--ink);font-size:12px}text.tick,text.unit{fill:var(--soft);font-size:11px}
            text.strong{font-weight:650}text.value{font-size:11.5px}
            table{border-collapse:collapse;font-size:.88rem;width:100%}
            th,td{text-align:right;padding:.34rem .7rem;border-bottom:1px solid var(--rule);white-space:nowrap}
            th{font-weight:600;color:var(--soft);font-size:.82rem}
            tr:last-child td,tr:last-child th{border-bottom:0}
            th:first-child{text-align:left;position:sticky;left:0;background:var(--card)}
            td.name{white-space:normal;overflow-wrap:break-word;min-width:6.5rem}
            td small,th small{display:block;color:var(--soft);font-size:.78em;font-weight:400;line-height:1.25}
            tbody th{color:var(--ink);font-size:.88rem}
            .pair{display:flex;flex-wrap:wrap;gap:1.5rem;align-items:flex-start}.pair>*{flex:1 1 19rem;min-width:0}
            .bars{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr max-content;gap:.4rem .9rem;align-items:center;
            font-size:.88rem}
            .bars span{overflow-wrap:anywhere}.bars i{display:block;height:.7rem;border-radius:3px;background:var(--accent);
            min-width:2px}.bars b{font-weight:400;text-align:right}
            footer{margin-top:3rem;border-top:1px solid var(--rule);padding-top:1rem;font-size:.85rem;color:var(--soft)}
            @media(max-width:36rem){main{padding-top:1.5rem}h1{font-size:1.5rem}dl{grid-template-columns:1fr;gap:0}
            dd{margin-bottom:.5rem}.card{padding:.7rem .75rem}th,td{padding:.34rem .45rem}
            th:first-child{white-space:normal;overflow-wrap:break-word;min-width:6.5rem}.chart text{font-size:15px}
            .chart text.tick,.chart text.unit,.chart text.value{font-size:14px}}
            """;
}
