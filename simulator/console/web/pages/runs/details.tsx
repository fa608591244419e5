import type { Run } from "../../../../core/entities.js";
import { index, nameOf, workspacePath } from "../../data/derived.js";
import { bytes, words } from "../../data/format.js";
import { world } from "../../data/world.js";
import { Link } from "../../parts/link.js";
import { Card, Facts } from "../../parts/page.js";
import { Badge, Id, Time } from "../../parts/status.js";

const estimatesOf = index("cost-estimates", ({ run }) => run);

/** The details of a run: its configuration, options and times. */
export function RunDetails({ run }: { run: Run }) {
  const version = world.get("configuration-versions", run.configurationVersion);
  return (
    <Card>
      <Facts
        facts={[
          [
            "Workspace",
            <Link key="ws" href={`/workspaces/${run.workspace}`}>
              {workspacePath(run.workspace)}
            </Link>,
          ],
          ["Queued", <Time key="at" at={run.createdAt} />],
          [
            "By",
            run.createdBy === null ? <span class="muted">the sandbox</span> : nameOf("users", run.createdBy),
          ],
          ["Source", words(run.source)],
          ["Applies", run.autoApply ? "by itself" : "after a confirmation"],
          [
            "Configuration",
            <>
              <Id id={run.configurationVersion} />
              {version?.size != null && <span class="muted"> {bytes(version.size)}</span>}
            </>,
          ],
          ["Only", list(run.targetAddrs)],
          [
            "Replaces",
            run.replaceAddrs.length === 0 ? <span class="muted">nothing</span> : list(run.replaceAddrs),
          ],
          [
            "Variables",
            run.variables.length === 0 ? (
              <span class="muted">none of its own</span>
            ) : (
              run.variables.map(({ key }) => String(key)).join(", ")
            ),
          ],
          ["Costs a month", <Costs key="costs" run={run.id} />],
          ["Hooks", hooksOf(run)],
          ["Plan", <Id key="plan" id={run.plan} />],
          ["Apply", run.apply === null ? <span class="muted">none</span> : <Id id={run.apply} />],
        ]}
      />
    </Card>
  );
}

/** The cost estimate of the plan by Infracost; nothing without one. */
function Costs({ run }: { run: string }) {
  const [estimate] = estimatesOf(run);
  if (estimate === undefined) return <span class="muted">not estimated</span>;
  const { errorMessage, proposed, prior, delta, matched, resources } = estimate;
  if (errorMessage !== null) return <Badge tone="warn">{errorMessage}</Badge>;
  return (
    <>
      ${proposed}, now ${prior} (change: ${delta})
      <span class="muted">
        {" "}
        {matched} of {resources} resources have a price
      </span>
    </>
  );
}

/** The hooks of the registry that its plan and its apply were given. */
function hooksOf({ id }: Run) {
  const used = world
    .all("tasks")
    .filter(({ run }) => run === id)
    .flatMap(({ hooks = [] }) => hooks);
  if (used.length === 0) return <span class="muted">none of the registry</span>;
  return used.map(({ name, events, repository, commit }) => (
    <div key={`${name} ${events.join()}`}>
      {name} ({events.join(", ")}) from {repository} at <code>{commit?.slice(0, 7)}</code>
    </div>
  ));
}

const list = (addresses: readonly string[]) =>
  addresses.length === 0 ? <span class="muted">everything</span> : <code>{addresses.join(", ")}</code>;
