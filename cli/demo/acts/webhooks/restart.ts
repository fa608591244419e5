import type { Stage } from "../../stage/stage.js";
import { lookUntil } from "../../stage/stage.js";
import { addWebhook, cancelOne, deliveriesOf, type Receiver } from "./receiver.js";

/** The server is killed while it calls; the call is made again when it is back. */
export async function survive(
  stage: Stage,
  receiver: Receiver,
  environment: string,
  workspace: string,
): Promise<void> {
  const { ledger, observer, progress } = stage;
  receiver.answer("/cut", (response, call) => void (call > 1 && response.writeHead(200).end()));
  const hook = await addWebhook(stage, "batch", `${receiver.url}/cut`, environment);
  const run = await cancelOne(stage, workspace);
  await lookUntil(stage, "the call", async () => receiver.at("/cut").length === 1);
  await stage.restartSimulator();
  await observer.until("the call after the restart", () =>
    deliveriesOf(stage, hook).some(({ status }) => status === "delivered"),
  );
  const [first, second] = receiver.at("/cut");
  ledger.observe(
    "restart",
    receiver.at("/cut").length === 2 &&
      first?.run === run &&
      second?.run === run &&
      first.delivery === second.delivery &&
      second.isSigned,
    `the call about run ${run} was cut off by a kill and made again as ${second?.delivery}`,
  );
  progress.keep(`  ${second?.delivery} was delivered after the kill`);
}
