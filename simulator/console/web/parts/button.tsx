import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { toast } from "./toasts.js";

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: "plain" | "primary" | "danger" | "quiet";
  readonly small?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly type?: "button" | "submit";
  /** What a screen reader says, where the text alone does not tell which object is meant. */
  readonly label?: string;
  readonly pressed?: boolean;
  readonly onClick?: () => void;
}

/** A button; while it is busy it cannot be pressed again. */
export function Button({
  children,
  kind = "plain",
  small = false,
  busy = false,
  disabled = false,
  type = "button",
  label,
  pressed,
  onClick,
}: ButtonProps) {
  return (
    <button
      type={type}
      class={`button ${kind} ${small ? "small" : ""}`}
      disabled={disabled || busy}
      aria-busy={busy}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

/** Puts a text on the clipboard, and says so. */
function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 1_500);
    } catch {
      toast("The browser does not let this page copy; select the text instead.");
    }
  };
  return (
    <Button small label={label === "Copy" ? undefined : label} onClick={() => void copy()}>
      {copied ? "Copied" : "Copy"}
    </Button>
  );
}

/** A text with a copy button: a command, a token. */
export function Code({ text, label, wrap = false }: { text: string; label: string; wrap?: boolean }) {
  return (
    <figure class={`code ${wrap ? "wrap" : ""}`} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <CopyButton text={text} label={`Copy: ${label}`} />
    </figure>
  );
}
