import { EFFECTS } from "../../../../core/kept-types/effects.js";
import { world } from "../../data/world.js";
import { Card } from "../../parts/page.js";
import { Table } from "../../parts/table.js";

type Type = keyof typeof EFFECTS;

/** Types of existing objects that have no effect in the sandbox. */
const keptOnly = () =>
  (Object.keys(EFFECTS) as Type[])
    .filter((type) => !EFFECTS[type].acts)
    .map((type) => ({ type, count: world.all(type).length, text: EFFECTS[type].text }))
    .filter(({ count }) => count > 0);

/** Lists declared objects that have no effect. Without such objects, no card is shown. */
export function KeptAsDataCard() {
  const rows = keptOnly();
  if (rows.length === 0) return null;
  return (
    <Card title="Kept as data only: these have no effect in the sandbox" flush>
      <Table
        label="Types without an effect"
        rows={rows}
        id={({ type }) => type}
        empty={null}
        columns={[
          { title: "Type", cell: ({ type }) => <code>{type}</code> },
          { title: "Objects", class: "end number", cell: ({ count }) => count },
          { title: "What scalr.io does, and the sandbox does not", cell: ({ text }) => text },
        ]}
      />
    </Card>
  );
}
