import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** A column of a table. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ComponentChildren;
  /** `wide`: left out on a phone; `end`: right-aligned; `clip`: cut off where it is too long. */
  readonly class?: string;
}

interface TableProps<T> {
  /** What it lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly id: (row: T) => string;
  /** Shown instead when there is no row. */
  readonly empty: ComponentChildren;
}

/** The number of rows from which only visible ones are rendered. */
const VIRTUAL_FROM = 80;

/** The height of a row in pixels, if only some are rendered. */
const ROW = 44;

/** Additional rows rendered above and below the visible ones. */
const MARGIN = 8;

/** A table of objects. A long one scrolls in a frame of its own, and renders only visible rows. */
export function Table<T>(props: TableProps<T>) {
  if (props.rows.length === 0) return <>{props.empty}</>;
  return props.rows.length < VIRTUAL_FROM ? <Plain {...props} /> : <Virtual {...props} />;
}

function Head<T>({ columns }: { columns: readonly Column<T>[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ title, class: name }) => (
          <th key={title} scope="col" class={name}>
            {title === "" ? <span class="unseen">Actions</span> : title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row<T>({ row, columns, at }: { row: T; columns: readonly Column<T>[]; at?: number }) {
  return (
    <tr aria-rowindex={at}>
      {columns.map(({ title, class: name, cell }) => (
        <td key={title} class={name}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

function Plain<T>({ label, columns, rows, id }: TableProps<T>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-frame" tabIndex={0} aria-label={label}>
      <table class="table" aria-label={label}>
        <Head columns={columns} />
        <tbody>
          {rows.map((row) => (
            <Row key={id(row)} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Virtual<T>({ label, columns, rows, id }: TableProps<T>) {
  const frame = useRef<HTMLElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = frame.current!;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  const first = Math.max(0, Math.min(Math.floor(view.top / ROW) - MARGIN, rows.length - 1));
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW) + MARGIN);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-frame tall" ref={frame} tabIndex={0} aria-label={label}>
      <table class="table virtual" aria-label={label} aria-rowcount={rows.length + 1}>
        <Head columns={columns} />
        <tbody>
          <Spacer rows={first} columns={columns.length} />
          {rows.slice(first, last).map((row, i) => (
            <Row key={id(row)} row={row} columns={columns} at={first + i + 2} />
          ))}
          <Spacer rows={rows.length - last} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

function Spacer({ rows, columns }: { rows: number; columns: number }) {
  if (rows <= 0) return null;
  return (
    <tr class="spacer">
      <td colSpan={columns} style={{ height: `${rows * ROW}px` }} />
    </tr>
  );
}
