// The folders that findings stand in, as a tree for the map and as rows for
// the table and the filter.

import { folderOf } from './data.js';

/** With more files than that the map shows folders only. */
const MaxFiles = 120;

function newNode(path, name) {
  return { path, name, children: new Map(), here: 0, fixable: 0 };
}

function addTo(node, finding) {
  ++node.here;
  node.fixable += finding.applied ? 1 : 0;
}

/** Every prefix of a path that ends before a slash, the longest last. */
function prefixesOf(path) {
  const prefixes = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
    if (at > 0)
      prefixes.push(path.slice(0, at));
  return prefixes;
}

/** A folder with one folder or file and nothing else is joined with it. */
function joinChains(node) {
  for (const child of node.children.values())
    joinChains(child);
  const [only] = node.children.values();
  if (node.children.size !== 1 || node.here > 0)
    return;
  const name = node.name ? `${node.name}/${only.name}` : only.name;
  Object.assign(node, only, { name });
}

/** The tree of what has findings; leaves are files where these are few. */
export function folderTree(report) {
  const root = newNode('', '');
  const leavesAreFiles = report.files.size <= MaxFiles;
  for (const finding of report.findings) {
    let node = root;
    const steps = prefixesOf(finding.file);
    if (leavesAreFiles)
      steps.push(finding.file);
    for (const path of steps) {
      const name = path.slice(node.path ? node.path.length + 1 : 0);
      if (!node.children.has(path))
        node.children.set(path, newNode(path, name));
      node = node.children.get(path);
    }
    addTo(node, finding);
  }
  joinChains(root);
  return root;
}

/** One row a folder, with its findings, those below it, and how many of them
    --fix rewrites; sorted by path. */
export function folderRows(report) {
  const rows = new Map();
  const row = (path) => {
    if (!rows.has(path))
      rows.set(path, { path, here: 0, below: 0, fixable: 0 });
    return rows.get(path);
  };
  for (const finding of report.findings) {
    const own = folderOf(finding.file);
    ++row(own).here;
    for (const path of new Set([...prefixesOf(finding.file), own])) {
      ++row(path).below;
      row(path).fixable += finding.applied ? 1 : 0;
    }
  }
  // A folder with nothing of its own and one folder below says nothing more
  // than that one.
  const all = [...rows.values()].sort((a, b) => a.path < b.path ? -1 : 1);
  return all.filter(
      (one) => one.here > 0 ||
               !all.some((other) => other.path.startsWith(one.path + '/') &&
                                    other.below === one.below));
}
