import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Link } from "./link.js";

/** The properties of a page: the `:names` of its path. */
export interface RouteProps {
  readonly params: Readonly<Record<string, string>>;
}

interface PageProps {
  readonly title: string;
  readonly subtitle?: ComponentChildren;
  /** The way here, outermost first. */
  readonly crumbs?: readonly { readonly label: string; readonly href: string }[];
  readonly actions?: ComponentChildren;
  /** Badges beside the title. */
  readonly badges?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame of a page: its title, breadcrumbs and actions. */
export function Page({ title, subtitle, crumbs = [], actions, badges, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · scalr-sandbox`;
  }, [title]);
  return (
    <div class="page">
      <div class="page-head">
        <div>
          {crumbs.length > 0 && (
            <nav aria-label="Breadcrumb">
              <ol class="crumbs">
                {crumbs.map(({ label, href }) => (
                  <li key={href}>
                    <Link href={href}>{label}</Link>
                  </li>
                ))}
              </ol>
            </nav>
          )}
          <div class="row">
            <h1>{title}</h1>
            {badges}
          </div>
          {subtitle !== undefined && <p class="subtitle">{subtitle}</p>}
        </div>
        {actions !== undefined && <div class="row">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** The page of an object that does not exist. `noun` is its kind; the first crumb leads to the list. */
export function Missing({
  noun,
  id,
  crumbs,
}: { noun: string; id: string | undefined } & Required<Pick<PageProps, "crumbs">>) {
  const all = crumbs[0]!;
  return (
    <Page title={`No such ${noun}`} crumbs={crumbs}>
      <Empty
        title={`There is no ${noun} ${id}, or it is not yours to see`}
        action={<Link href={all.href}>All {all.label.toLowerCase()}</Link>}
      >
        It may have been deleted.
      </Empty>
    </Page>
  );
}

interface CardProps {
  readonly title?: string;
  readonly actions?: ComponentChildren;
  /** No space around what it holds, for tables. */
  readonly flush?: boolean;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A card of a page. `flush` lets a table reach its edges. */
export function Card({ title, actions, flush = false, class: extra = "", children }: CardProps) {
  return (
    <section class={`card ${flush ? "flush" : ""} ${extra}`} aria-label={title}>
      {(title !== undefined || actions !== undefined) && (
        <header>
          {title !== undefined && <h2>{title}</h2>}
          {actions}
        </header>
      )}
      <div class="body">{children}</div>
    </section>
  );
}

interface Tab {
  readonly id: string;
  readonly label: string;
  readonly href: string;
  readonly count?: number;
}

/** The tabs of a page, each with an address. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  const nav = useRef<HTMLElement>(null);
  // On a phone the tabs are wider than the screen, so the current one is scrolled into view.
  useLayoutEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current, tabs.length]);
  return (
    <nav class="tabs" aria-label={label} ref={nav}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.id}>
            <Link href={tab.href} current={tab.id === current}>
              {tab.label}
              {tab.count !== undefined && <span class="count">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The content of an empty list: what would be in it, and what to do next. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <strong>{title}</strong>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}

/** Names and values, one per line. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}

/** A warning that a run would end errored now, and why; nothing if it would not. */
export function WouldFail({ error }: { error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <div class="faults" role="alert">
      <p>A run would end errored: {error}</p>
    </div>
  );
}
