// What the keys do, and whose code is in the page, in a dialog.

import { Folded } from './folded.jsx';

const Table = [
  ['/', 'search'],
  ['j, ↓', 'next finding'],
  ['k, ↑', 'previous finding'],
  ['Home, End, Page ↑, Page ↓', 'further through the list'],
  ['Enter', 'from the list into the finding'],
  ['Esc', 'clear the search; back to the list; close the finding'],
  ['?', 'this table'],
];

export function Keys({ dialogRef }) {
  return (
    <dialog ref={dialogRef} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <table class="keys">
        <tbody>
          {Table.map(([key, meaning]) => (
            <tr key={key}>
              <th scope="row"><kbd>{key}</kbd></th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Folded summary="Licences of the libraries in this page">
        {() => (
          <pre class="notices" tabIndex={0}>
            {document.getElementById('notices').textContent}
          </pre>
        )}
      </Folded>
      <form method="dialog"><button>Close</button></form>
    </dialog>
  );
}
