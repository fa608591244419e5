import type { ComponentChildren } from "preact";
import { nameOf } from "../data/derived.js";
import { go } from "../data/route.js";

interface LinkProps {
  readonly href: string;
  readonly class?: string;
  readonly children: ComponentChildren;
  readonly current?: boolean;
  readonly label?: string;
  readonly onClick?: () => void;
}

/** A link within the console. It is a real link, which can be opened in a new tab and copied. */
export function Link({ href, class: className, children, current, label, onClick }: LinkProps) {
  return (
    <a
      href={href}
      class={className}
      aria-current={current ? "page" : undefined}
      aria-label={label}
      onClick={(event) => {
        onClick?.();
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
        event.preventDefault();
        go(href);
      }}
    >
      {children}
    </a>
  );
}

/** The pages of objects, by type. */
const PAGES: Readonly<Record<string, string>> = {
  "agent-pools": "/pools",
  environments: "/environments",
  workspaces: "/workspaces",
  runs: "/runs",
  "vcs-providers": "/integrations",
};

/** The name of an object, as a link if it has a page. A deleted object keeps its last name. */
export function ObjectLink({ type, id, name }: { type: string; id: string; name?: string | null }) {
  const current = nameOf(type, id);
  const text = current === id ? (name ?? id) : current;
  const page = PAGES[type];
  return page === undefined ? <span title={id}>{text}</span> : <Link href={`${page}/${id}`}>{text}</Link>;
}
