import type { ComponentChildren } from "preact";
import { go } from "../data/route.js";

interface LinkProps {
  readonly href: string;
  readonly class?: string;
  readonly children: ComponentChildren;
  readonly current?: boolean;
  readonly label?: string;
  readonly onClick?: () => void;
}

/** A link within the console. It is a real one: it opens in a new tab, and can be copied. */
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
