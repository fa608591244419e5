import type { ComponentChildren } from "preact";
import { useAction } from "../data/action.js";
import type { Draft } from "../data/draft.js";
import { go } from "../data/route.js";
import { Button } from "./button.js";
import { Confirm } from "./dialog.js";
import { Faults, Form } from "./form.js";
import { Card } from "./page.js";
import { toast } from "./toasts.js";

interface SettingsCardProps<T extends object> {
  readonly draft: Draft<T>;
  /** Makes the object as the changes say. */
  readonly save: (changes: Partial<T>) => Promise<unknown>;
  /** Whether the caller may, and what it takes. */
  readonly may: boolean;
  readonly takes: ComponentChildren;
  /** Pointers of its fields. */
  readonly pointers: readonly string[];
  /** Its fields. */
  readonly children: ComponentChildren;
}

/** The settings of an object. All changes are saved or discarded together. */
export function SettingsCard<T extends object>(props: SettingsCardProps<T>) {
  const { draft, save, may, takes, pointers, children } = props;
  const saving = useAction(async () => {
    await save(draft.changes);
    draft.reset();
    toast("Saved");
  });
  return (
    <Card title="Settings">
      <Form action={saving} layout="stack narrow">
        {children}
        <Faults except={pointers} />
        {may ? (
          <div class="row">
            <Button type="submit" kind="primary" busy={saving.busy} disabled={!draft.isChanged}>
              Save
            </Button>
            {draft.isChanged && <Button onClick={draft.reset}>Undo</Button>}
          </div>
        ) : (
          <p class="muted">Changing it takes {takes}.</p>
        )}
      </Form>
    </Card>
  );
}

interface DeleteCardProps {
  /** Which object is meant: `workspace app`. */
  readonly object: string;
  readonly run: () => Promise<unknown>;
  /** The page to go to once it is gone. */
  readonly next: string;
  /** What else deleting it does. */
  readonly children: ComponentChildren;
}

/** Deletes the object of a page, after asking. */
export function DeleteCard({ object, run, next, children }: DeleteCardProps) {
  return (
    <Card title="Delete">
      <Confirm broad action="Delete" object={object} run={run} done={() => go(next)}>
        {children}
      </Confirm>
    </Card>
  );
}
