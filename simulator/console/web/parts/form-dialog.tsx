import type { ComponentChildren } from "preact";
import type { Action } from "../data/action.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import { Faults, Form } from "./form.js";

interface FormDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly broad?: boolean;
  /** What submitting it does, which closes it too; a refusal is shown in it, and it stays. */
  readonly action: Action<[]>;
  /** What the button says that submits it. */
  readonly submit: string;
  readonly disabled?: boolean;
  /** Pointers of its fields. */
  readonly pointers?: readonly string[];
  /** Its fields. */
  readonly children: ComponentChildren;
}

/** A dialog with a form that creates or changes an object. */
export function FormDialog(props: FormDialogProps) {
  const { title, onClose, broad = false, action, submit, disabled = false, pointers = [], children } = props;
  return (
    <Dialog title={title} onClose={onClose} broad={broad}>
      <Form action={action}>
        {children}
        <Faults except={pointers} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={action.busy} disabled={disabled}>
            {submit}
          </Button>
        </footer>
      </Form>
    </Dialog>
  );
}
