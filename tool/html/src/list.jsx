// The findings that pass the filters. Only the rows in view are in the page,
// however many there are; @tanstack/virtual-core says which.

import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { Virtualizer, defaultRangeExtractor, elementScroll,
         observeElementOffset, observeElementRect }
    from '@tanstack/virtual-core';

import { baseName, folderOf } from './data.js';
import { Badge } from './verdict.jsx';

const RowHeight = 58;

function optionId(finding) {
  return `finding-${finding.id}`;
}

/** The virtualizer of a scrolling element, drawn anew when its range moves. */
function useVirtualizer(scroller, count, active) {
  const [, redraw] = useReducer((n) => n + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => RowHeight,
    // Before the first look at the element: a screenful.
    initialRect: { width: 380, height: 800 },
    overscan: 6,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: redraw,
    // What aria-activedescendant names has to be there.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return active < 0 || rows.includes(active) ? rows : [...rows, active];
    },
  };
  const virtualizer = useRef(null);
  if (!virtualizer.current)
    virtualizer.current = new Virtualizer(options);
  virtualizer.current.setOptions(options);
  useLayoutEffect(() => virtualizer.current._didMount(), []);
  useLayoutEffect(() => virtualizer.current._willUpdate());
  return virtualizer.current;
}

function Row({ finding, row, count, isActive, onOpen }) {
  return (
    <div role="option" id={optionId(finding)} class="row"
         aria-selected={isActive} aria-setsize={count}
         aria-posinset={row.index + 1}
         style={{ transform: `translateY(${row.start}px)`,
                  height: `${RowHeight}px` }}
         onClick={() => onOpen(finding, true)}>
      <Badge verdict={finding.verdict} short />
      <span class="what">
        <b>{finding.shortCheck}</b>
        <code class="cleanup">{finding.cleanup[0]}</code>
      </span>
      <span class="where">
        <span class="file">{baseName(finding.file)}:{finding.line}</span>
        <span class="folder">{folderOf(finding.file)}</span>
      </span>
    </div>
  );
}

export function List({ findings, active, onOpen, onMove, listRef }) {
  const virtualizer = useVirtualizer(listRef, findings.length, active);
  useLayoutEffect(() => {
    if (active >= 0)
      virtualizer.scrollToIndex(active, { align: 'auto' });
  }, [active, findings]);
  const page = () => Math.max(
      1, Math.floor(listRef.current.clientHeight / RowHeight) - 1);
  const onKeyDown = (event) => {
    const moves = { ArrowDown: () => active + 1, ArrowUp: () => active - 1,
                    PageDown: () => active + page(),
                    PageUp: () => active - page(),
                    Home: () => 0, End: () => findings.length - 1 };
    if (event.altKey || event.ctrlKey || event.metaKey)
      return;
    if (event.key in moves) {
      event.preventDefault();
      onMove(moves[event.key]());
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      onOpen(findings[active], true);
    }
  };
  return (
    <div class="list" role="listbox" aria-label="Findings" tabIndex={0}
         ref={listRef} onKeyDown={onKeyDown}
         aria-activedescendant={active >= 0 ? optionId(findings[active])
                                            : undefined}>
      <div role="presentation" class="rows"
           style={{ height: `${virtualizer.getTotalSize()}px` }}>
        {virtualizer.getVirtualItems().map((row) => findings[row.index] && (
          <Row key={findings[row.index].id} row={row} count={findings.length}
               finding={findings[row.index]} isActive={row.index === active}
               onOpen={onOpen} />
        ))}
      </div>
    </div>
  );
}
