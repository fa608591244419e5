import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useAction } from "../data/action.js";
import { Button } from "./button.js";
import { Faults } from "./form.js";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly broad?: boolean;
  readonly children: ComponentChildren;
}

/** A modal dialog, open as long as it is rendered. It keeps the focus, and returns it when it closes. */
export function Dialog({ title, onClose, broad = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement as HTMLElement | null;
    element.showModal();
    return () => {
      element.close();
      // The dialog is taken away while it closes, and the focus would go with it.
      queueMicrotask(() => before?.isConnected && before.focus());
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${broad ? "broad" : ""}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <Button kind="quiet" small label="Close" onClick={onClose}>
          ✕
        </Button>
      </header>
      <div class="body">{children}</div>
    </dialog>
  );
}

interface ConfirmProps {
  /** What the button that opens it says. */
  readonly action: string;
  /** Which object is meant, for screen readers and the title. */
  readonly object: string;
  readonly children: ComponentChildren;
  readonly kind?: "plain" | "danger" | "quiet" | "primary";
  readonly small?: boolean;
  /** A question that shows a table. */
  readonly broad?: boolean;
  readonly run: () => Promise<unknown>;
  readonly done?: () => void;
}

/** A button that asks for confirmation. Errors are shown in the dialog, which stays open. */
export function Confirm({
  action,
  object,
  children,
  kind = "danger",
  small = false,
  broad = false,
  run,
  done,
}: ConfirmProps) {
  const [isOpen, setOpen] = useState(false);
  const doing = useAction(run);
  const close = () => {
    setOpen(false);
    doing.clear();
  };
  const go = async () => {
    if (!(await doing.run())) return;
    close();
    done?.();
  };
  return (
    <>
      <Button kind={kind} small={small} label={`${action} ${object}`} onClick={() => setOpen(true)}>
        {action}
      </Button>
      {isOpen && (
        <Dialog title={`${action} ${object}?`} onClose={close} broad={broad}>
          <div>{children}</div>
          <Faults faults={doing.faults} />
          <footer>
            <Button onClick={close}>Keep</Button>
            <Button
              kind={kind === "danger" ? "danger" : "primary"}
              busy={doing.busy}
              onClick={() => void go()}
            >
              {action}
            </Button>
          </footer>
        </Dialog>
      )}
    </>
  );
}
