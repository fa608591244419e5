import type { Examples, ExampleWorkload, ExampleWorld } from "../../../sandbox/contract/answers.js";
import { ApiFault, request, sandbox, scalr } from "./api.js";
import { archiveOf } from "./archive.js";

/** @throws ApiFault */
export const readExamples = () => sandbox.get<Examples>("examples");

/** Replaces everything with an example world. @throws ApiFault */
export const loadWorld = ({ file, text }: Pick<ExampleWorld, "file" | "text">) =>
  sandbox.post("reset", { world: { file, text } });

/** Uploads the workload to the workspace and queues a run of it, whose id it resolves with. @throws ApiFault */
export async function queueExample(workspace: string, { name, files }: ExampleWorkload): Promise<string> {
  const links = { workspace: { type: "workspaces", id: workspace } };
  const version = await scalr.create("configuration-versions", { "auto-queue-runs": false }, links);
  const upload = new URL(version.data.links!.upload!);
  // The link names the sandbox as it knows itself, and the page may have come by another name of it.
  const answer = await request(upload.pathname + upload.search, {
    method: "PUT",
    headers: { "Content-Type": "application/octet-stream" },
    body: await archiveOf(files),
  });
  if (!answer.ok) {
    const detail = `The configuration was not taken: ${answer.status} ${answer.statusText}.`;
    throw new ApiFault(answer.status, [{ title: "Upload", detail, pointer: null }]);
  }
  const run = await scalr.create(
    "runs",
    { message: `Example ${name}` },
    { ...links, "configuration-version": { type: "configuration-versions", id: version.data.id } },
  );
  return run.data.id;
}
