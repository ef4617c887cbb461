// The proposed rewrite, drawn by diff2html.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { parse } from 'diff2html/lib-esm/diff2html';
import { Diff2HtmlUI } from 'diff2html/lib-esm/ui/js/diff2html-ui-base';

import { hljs } from './code.jsx';

const Formats = [['line-by-line', 'Unified'],
                 ['side-by-side', 'Side by side']];

function draw(target, diff, format) {
  const files = parse(diff);
  for (const file of files)
    file.language = 'cpp';
  const config = {
    outputFormat: format,
    drawFileList: false,
    matching: 'lines',
    highlight: true,
    highlightLanguages: { cpp: 'cpp' },
    fileListToggle: false,
    fileContentToggle: false,
    stickyFileHeaders: false,
    synchronisedScroll: false,
  };
  new Diff2HtmlUI(target, files, config, hljs).draw();
  for (const table of target.querySelectorAll('.d2h-diff-table'))
    table.setAttribute('role', 'presentation');
  // The page has no use for the parts that close and mark files.
  for (const unused of target.querySelectorAll('.d2h-file-collapse'))
    unused.remove();
}

export function Diff({ diff }) {
  const target = useRef(null);
  const [format, setFormat] = useState(Formats[0][0]);
  useLayoutEffect(() => draw(target.current, diff, format), [diff, format]);
  return (
    <>
      <fieldset class="choices">
        <legend class="only-heard">Form of the diff</legend>
        {Formats.map(([value, label]) => (
          <label key={value}>
            <input type="radio" name="format" value={value}
                   checked={format === value}
                   onChange={() => setFormat(value)} />
            {label}
          </label>
        ))}
      </fieldset>
      <div class="diff" ref={target} />
    </>
  );
}
