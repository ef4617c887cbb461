// Reads the report that stands in the page and shows it.

import { options, render } from 'preact';

import { App } from './app.jsx';
import { plural, readReport } from './data.js';
import { initTheme } from './theme.jsx';

const report = readReport(document);
const root = document.getElementById('page');

function show(printing) {
  render(<App report={report} printing={printing} />, root);
}

/** The browser prints what is there when the event ends. */
function showAtOnce(printing) {
  const later = options.debounceRendering;
  options.debounceRendering = (draw) => draw();
  show(printing);
  options.debounceRendering = later;
}

document.title = `raiify: ${plural(report.findings.length, 'finding')}`;
initTheme();
show(false);
addEventListener('beforeprint', () => showAtOnce(true));
addEventListener('afterprint', () => showAtOnce(false));
