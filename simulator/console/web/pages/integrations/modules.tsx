import { compareVersions } from "../../../../vcs/modules/module-rules.js";
import { index } from "../../data/derived.js";
import { world } from "../../data/world.js";
import { Card } from "../../parts/page.js";
import { Badge } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

const modulesFrom = index("modules", ({ vcsProvider }) => vcsProvider as string | null);
const versionsOf = index("module-versions", ({ module }) => module as string);

/** A module, or one of its versions, as its row shows it. */
interface Row {
  readonly id: string;
  readonly source: string;
  readonly version: string;
  readonly status: string;
  readonly error: string | null;
}

const rowsOf = (provider: string): readonly Row[] =>
  modulesFrom(provider).flatMap(({ id, source }) => {
    const versions = [...versionsOf(id)].sort((a, b) => compareVersions(b.version, a.version));
    if (versions.length === 0) return [{ id, source, version: "", status: "", error: null }];
    return versions.map((each, at) => ({
      id: each.id,
      source: at === 0 ? source : "",
      version: each.version,
      status: each.status,
      error: each.errorMessage ?? null,
    }));
  });

/** The modules whose repositories belong to a VCS provider, with their versions. A provider without modules shows no card. */
export function ModulesCard({ provider }: { provider: string }) {
  if (world.get("vcs-providers", provider) === undefined) return null;
  const rows = rowsOf(provider);
  if (rows.length === 0) return null;
  return (
    <Card title="Modules">
      <Table
        label="Modules and their versions"
        columns={[
          { title: "Source", cell: ({ source }) => source && <code>{source}</code> },
          { title: "Version", cell: ({ version }) => version || <span class="muted">none yet</span> },
          {
            title: "Status",
            cell: ({ status, error }) =>
              status && <Badge tone={status === "errored" ? "bad" : "accent"}>{error ?? status}</Badge>,
          },
        ]}
        rows={rows}
        id={({ id }) => id}
        empty={null}
      />
    </Card>
  );
}
