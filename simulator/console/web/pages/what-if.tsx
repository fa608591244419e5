import { type AskedChange, changesIn, wordsOf } from "../data/changes.js";
import { useEffectOf } from "../data/effect.js";
import { query, setQuery } from "../data/route.js";
import { Button } from "../parts/button.js";
import { EffectShown } from "../parts/effect.js";
import { Faults } from "../parts/form.js";
import { Card, Empty, Page } from "../parts/page.js";
import { AddChange } from "./what-if/add-change.js";

/**
 * The page of hypothetical changes: which workspaces' runs move, from where, to where and why. The changes are in the address,
 * and nothing is changed.
 */
export function WhatIf() {
  const changes = changesIn(query.value.get("changes"));
  const set = (next: readonly AskedChange[]) =>
    setQuery("changes", next.length === 0 ? "" : JSON.stringify(next));
  const { value, faults } = useEffectOf(changes);
  return (
    <Page
      title="What if"
      subtitle="Which workspaces' runs would move if you changed links, access or defaults. The sandbox tries the changes under the rules of the API, and keeps none."
    >
      <Card title="A change to ask about">
        <AddChange onAdd={(change) => set([...changes, change])} />
      </Card>
      <Card
        title="Changes, made in this order"
        actions={
          changes.length > 0 && (
            <Button small onClick={() => set([])}>
              Remove all
            </Button>
          )
        }
      >
        {changes.length === 0 ? (
          <Empty title="No change yet">
            Add one above, or several: they are tried together, one after the other.
          </Empty>
        ) : (
          <ol class="changes-asked">
            {changes.map((change, at) => (
              <Asked
                key={JSON.stringify([at, change])}
                change={change}
                refusal={value?.refused.find((each) => each.change === at)?.message}
                onRemove={() => set(changes.filter((_, other) => other !== at))}
              />
            ))}
          </ol>
        )}
      </Card>
      {changes.length > 0 && (
        <Card title="What would change">
          <div class="stack" aria-live="polite">
            <Faults faults={faults} />
            {value === undefined ? (
              faults.length === 0 && <p class="muted">Trying it out …</p>
            ) : (
              <EffectShown effect={value} refusals={false} />
            )}
          </div>
        </Card>
      )}
    </Page>
  );
}

interface AskedProps {
  readonly change: AskedChange;
  readonly refusal: string | undefined;
  readonly onRemove: () => void;
}

function Asked({ change, refusal, onRemove }: AskedProps) {
  const words = wordsOf(change);
  return (
    <li>
      <div class="row spread">
        <span>{words}</span>
        <Button small kind="quiet" label={`Remove: ${words}`} onClick={onRemove}>
          Remove
        </Button>
      </div>
      {refusal !== undefined && (
        <div class="faults" role="alert">
          <p>It would be refused: {refusal}</p>
        </div>
      )}
    </li>
  );
}
