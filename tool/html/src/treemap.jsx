// Where repetition sits: an area for each folder and file, as large as it has
// findings. d3-hierarchy divides the area; the table beside it says the same.

import { useMemo } from 'preact/hooks';
import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';

import { plural } from './data.js';
import { folderTree } from './folders.js';
import { hashOf } from './state.js';

/** Widths are parts of this, heights are pixels. */
const Width = 1000;
const Title = 20;
/** More areas than that are too small to be read. */
const MaxAreas = 150;

function childrenOf(node) {
  const children = [...node.children.values()];
  if (children.length === 0)
    return null;
  if (node.here > 0)
    children.push({ ...node, name: '(files here)', children: new Map(),
                    isRest: true });
  return children;
}

/** As high as it takes to read that many areas. */
function heightFor(leaves) {
  return Math.min(110 + 14 * leaves, 440);
}

function divide(tree) {
  const root = hierarchy(tree, childrenOf)
      .sum((node) => node.children.size === 0 || node.isRest ? node.here : 0)
      .sort((a, b) => b.value - a.value ||
                      (a.data.path < b.data.path ? -1 : 1));
  root.eachAfter((node) => {
    node.fixable = node.children
        ? node.children.reduce((sum, child) => sum + child.fixable, 0)
        : node.data.fixable;
  });
  return treemap().tile(treemapSquarify.ratio(1.8))
      .size([Width, heightFor(root.leaves().length)])
      .paddingInner(3).paddingOuter(3)
      .paddingTop((node) => node.children && node.data.name ? Title : 3)
      .round(true)(root);
}

function Area({ node, state }) {
  const { data, x0, y0, x1, y1, value, fixable } = node;
  const small = x1 - x0 < 40 || y1 - y0 < 18;
  const words = `${plural(value, 'finding')} in ${data.path}, ` +
                `${fixable} rewritten by --fix`;
  const percent = (part, whole) => `${100 * part / whole}%`;
  const area = {
    left: percent(x0, Width),
    top: `${y0}px`,
    width: percent(x1 - x0, Width),
    height: `${y1 - y0}px`,
  };
  return (
    <a class={node.children ? 'area folder' : 'area'} style={area}
       href={hashOf({ ...state, dir: data.path, id: '', view: 'list' })}
       title={words}>
      <span class={small ? 'only-heard' : 'name'}>{data.name}</span>{' '}
      {!small && <span class="count" aria-hidden="true">{value}</span>}
      <span class="only-heard">: {words}</span>
      {!node.children && (
        <span class="share" style={{ width: percent(fixable, value) }} />
      )}
    </a>
  );
}

export function Treemap({ report, state }) {
  const root = useMemo(() => divide(folderTree(report)), [report]);
  const nodes = root.descendants().filter((node) => node.data.name);
  const shown = nodes.sort((a, b) => a.depth - b.depth || b.value - a.value)
      .slice(0, MaxAreas);
  return (
    <div class="treemap" style={{ height: `${root.y1}px` }}>
      {shown.map((node, i) => <Area key={i} node={node} state={state} />)}
    </div>
  );
}
