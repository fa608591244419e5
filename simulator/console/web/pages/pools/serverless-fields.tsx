import type { AgentPool, WebhookHeader } from "../../../../core/entities.js";
import { Button } from "../../parts/button.js";
import { Check, TextField } from "../../parts/fields.js";
import { Faults, useFaults } from "../../parts/form.js";

/** The webhook of a pool whose agents are started for each task. */
export interface Serverless {
  readonly enabled: boolean;
  readonly url: string;
  readonly headers: readonly WebhookHeader[];
}

export const NOT_SERVERLESS: Serverless = { enabled: false, url: "", headers: [] };

/** A pool's webhook in the form. */
export const serverlessOf = (pool: AgentPool): Serverless => ({
  enabled: pool.webhookEnabled,
  url: pool.webhookUrl ?? "",
  headers: pool.webhookHeaders,
});

/** The attributes of a request that give a pool this webhook. Headers without a name are left out. */
export const serverlessAttributes = ({ enabled, url, headers }: Serverless) => ({
  "webhook-enabled": enabled,
  "webhook-url": url.trim() === "" ? null : url.trim(),
  "webhook-headers": headers.filter(({ name }) => name.trim() !== ""),
});

const URL_POINTER = "/data/attributes/webhook-url";
const HEADERS_POINTER = "/data/attributes/webhook-headers";
/** The members of a request whose errors the fields show themselves. */
export const SERVERLESS_POINTERS = [URL_POINTER, HEADERS_POINTER];

interface Props {
  readonly serverless: Serverless;
  readonly onChange: (serverless: Serverless) => void;
}

/** Edits the webhook of a serverless pool. */
export function ServerlessFields({ serverless, onChange }: Props) {
  const faults = useFaults();
  const { enabled, url, headers } = serverless;
  const setHeader = (at: number, change: Partial<WebhookHeader>) =>
    onChange({
      ...serverless,
      headers: headers.map((each, i) => (i === at ? { ...each, ...change } : each)),
    });
  return (
    <div class="stack">
      <Check
        label="Serverless"
        hint="The sandbox calls the webhook when a run needs an agent. The webhook starts an agent for this one task."
        checked={enabled}
        onChange={(checked) => onChange({ ...serverless, enabled: checked })}
      />
      {enabled && (
        <>
          <TextField
            label="Webhook URL"
            type="url"
            value={url}
            onInput={(value) => onChange({ ...serverless, url: value })}
            required
            placeholder="https://agents.example.com/start"
            pointer={URL_POINTER}
          />
          {headers.map((header, i) => (
            <fieldset key={i} class="header-row">
              <legend class="unseen">Header {i + 1}</legend>
              <TextField label="Header" value={header.name} onInput={(name) => setHeader(i, { name })} />
              <TextField
                label="Value"
                type={header.sensitive ? "password" : "text"}
                value={header.value}
                placeholder={header.sensitive && header.value === "" ? "unchanged" : ""}
                onInput={(value) => setHeader(i, { value })}
              />
              <Check
                label="Sensitive"
                checked={header.sensitive}
                onChange={(sensitive) => setHeader(i, { sensitive })}
              />
              <Button
                kind="quiet"
                small
                label={`Remove header ${header.name || i + 1}`}
                onClick={() => onChange({ ...serverless, headers: headers.filter((_, at) => at !== i) })}
              >
                Remove
              </Button>
            </fieldset>
          ))}
          <Faults faults={faults.filter(({ pointer }) => pointer?.startsWith(HEADERS_POINTER))} />
          <div>
            <Button
              small
              onClick={() =>
                onChange({ ...serverless, headers: [...headers, { name: "", value: "", sensitive: false }] })
              }
            >
              Add header
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
