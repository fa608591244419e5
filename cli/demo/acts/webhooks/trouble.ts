import { type Status, sandboxApi } from "../../../client/sandbox-api.js";
import type { Stage } from "../../stage/stage.js";
import { addWebhook, cancelOne, deliveriesOf, type Receiver } from "./receiver.js";

const setAddress = ({ client }: Stage, hook: string, url: string) =>
  client.update(`integrations/webhooks/${hook}`, {
    type: "webhook-integrations",
    id: hook,
    attributes: { url },
  });

/** Three attempts that fail; it shows, and the same is sent again once the address is right. */
export async function failAndRepair(
  stage: Stage,
  receiver: Receiver,
  hook: string,
  workspace: string,
): Promise<void> {
  const { client, ledger, observer, progress } = stage;
  receiver.answer("/broken", (response) => response.writeHead(500).end());
  await setAddress(stage, hook, `${receiver.url}/broken`);
  const known = new Set(deliveriesOf(stage, hook).map(({ id }) => id));
  const run = await cancelOne(stage, workspace);
  const failed = () => deliveriesOf(stage, hook).find(({ id }) => !known.has(id));
  await observer.until("the first attempt", () => (failed()?.attempts ?? 0) >= 1);
  await stage.advance("1h");
  await observer.until("the last attempt", () => failed()?.status === "failed");
  const { failingWebhooks } = await client.json<Status>("GET", `${sandboxApi}/status`);
  const shown = failingWebhooks.find(({ id }) => id === hook);
  ledger.observe(
    "retries",
    receiver.at("/broken").length === 3 && shown !== undefined,
    `${receiver.at("/broken").length} calls about run ${run} after an advance of an hour; the status says: ${shown?.lastError?.message}`,
  );
  progress.keep(`  ${failed()!.id} failed: ${failed()!.errorMessage}`);
  await setAddress(stage, hook, `${receiver.url}/repaired`);
  const again = await client.json<{ id: string }>(
    "POST",
    `${sandboxApi}/event-calls/${failed()!.id}/send-again`,
    {},
  );
  await observer.until(
    "the delivery that was sent again",
    () => observer.get("webhook-integration-deliveries", again.id)?.status === "delivered",
  );
  const [told] = receiver.at("/repaired");
  ledger.observe(
    "again",
    told?.run === run && told.isSigned && told.delivery === again.id,
    `${again.id} told the right address of run ${told?.run}, with a good signature`,
  );
}

/** Receivers that hang, do not end, or lead elsewhere. */
export async function misbehave(
  stage: Stage,
  receiver: Receiver,
  environment: string,
  workspace: string,
): Promise<void> {
  const { ledger, observer, progress, runs } = stage;
  receiver.answer("/hanging", () => {});
  receiver.answer("/endless", (response) => {
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.writeHead(200).on("drain", more);
    more();
  });
  receiver.answer("/redirecting", (response) =>
    response.writeHead(302, { Location: `${receiver.url}/redirected` }).end(),
  );
  const once = { "max-attempts": 1 };
  const add = (name: string, url: string, attributes: object = once) =>
    addWebhook(stage, name, url, environment, attributes);
  const hanging = await add("hanging", `${receiver.url}/hanging`, { ...once, timeout: 5 });
  const endless = await add("endless", `${receiver.url}/endless`);
  const redirecting = await add("redirecting", `${receiver.url}/redirecting`);
  const forbidden = await add("forbidden", "http://169.254.169.254/latest/meta-data");
  const quick = await add("quick", `${receiver.url}/quick`);
  const run = await runs.queue(workspace, { workload: "one-task" });
  await runs.untilEnded([run]);
  const ended = (hook: string) => deliveriesOf(stage, hook).find(({ status }) => status !== "pending");
  await observer.until("the other webhooks", () =>
    [endless, redirecting, forbidden, quick].every((hook) => ended(hook) !== undefined),
  );
  const stillHangs = ended(hanging) === undefined;
  await observer.until("the time-out of the one that hangs", () => ended(hanging) !== undefined, 30);
  ledger.observe(
    "nobody waits",
    runs.get(run)?.status === "applied" &&
      ended(quick)?.status === "delivered" &&
      ended(endless)?.status === "delivered" &&
      ended(hanging)?.status === "failed",
    `run ${run} was applied and 'quick' told ${stillHangs ? "while" : "as"} 'hanging' hung: "${ended(hanging)?.errorMessage}"; of an endless answer ${String(ended(endless)?.responseBody).length} characters are kept`,
  );
  ledger.observe(
    "guard",
    receiver.at("/redirected").length === 0 &&
      ended(redirecting)?.status === "failed" &&
      ended(forbidden)?.responseCode === null &&
      String(ended(forbidden)?.errorMessage).includes("--webhook-host"),
    `"${ended(redirecting)?.errorMessage}" and "${ended(forbidden)?.errorMessage}"`,
  );
  for (const [name, hook] of Object.entries({ hanging, endless, redirecting, forbidden, quick }))
    progress.keep(`  ${name}: ${ended(hook)?.status} ${ended(hook)?.errorMessage ?? ""}`.trimEnd());
}
