import type {
  ExplainedProvider,
  ExplainedProviders,
  ProviderOutcome,
} from "../../../integrations/provider-configurations/resolution-rules.js";
import { Empty, WouldFail } from "./page.js";
import { Badge, type Tone } from "./status.js";
import { Table } from "./table.js";

const OUTCOMES: Readonly<Record<ProviderOutcome, readonly [words: string, tone: Tone]>> = {
  used: ["used", "good"],
  overridden: ["overridden", "plain"],
  refused: ["refused", "bad"],
};

/** The parts of a provider configuration that runs get, in a few words. */
const handedOver = ({ credentials, variables, applyOnly, owners }: ExplainedProvider): string =>
  [
    credentials,
    variables.length > 0 ? `exports ${variables.join(", ")}` : null,
    applyOnly ? "applies only" : null,
    owners.length > 0 ? `owned by ${owners.join(", ")}` : null,
  ]
    .filter((text) => text !== null)
    .join("; ");

/** Every provider configuration that a workspace's runs may get, and why they do or do not. */
export function Providers({ explained: { candidates, error } }: { explained: ExplainedProviders }) {
  return (
    <div class="stack">
      <WouldFail error={error} />
      <Table
        label="Provider configurations, in the order in which they are looked at"
        rows={candidates}
        id={({ level, configuration, alias }) => `${level} ${configuration.id} ${alias ?? ""}`}
        empty={
          <Empty title="Runs get no provider configuration">
            Link one to the workspace, or make one a default of its environment.
          </Empty>
        }
        columns={[
          {
            title: "Runs get it",
            cell: ({ outcome }) => <Badge tone={OUTCOMES[outcome][1]}>{OUTCOMES[outcome][0]}</Badge>,
          },
          {
            title: "Provider",
            cell: ({ provider, alias }) => (alias === null ? (provider ?? "gone") : `${provider}.${alias}`),
          },
          { title: "Configuration", cell: ({ configuration }) => configuration.name },
          { title: "Why", class: "wide", cell: ({ reason }) => reason },
          { title: "What runs get", class: "wide", cell: (each) => handedOver(each) },
        ]}
      />
    </div>
  );
}
