import type { Json, ScalrClient } from "../../provider/client/index.js";

/** Uploads an archive to a workspace. Returns the id of its configuration version. */
export async function upload(
  client: ScalrClient,
  workspace: string,
  archive: Uint8Array,
  dry = false,
): Promise<string> {
  const { data } = await client.create("configuration-versions", {
    type: "configuration-versions",
    // The run is queued by whoever uploads, with options of its own.
    attributes: { "auto-queue-runs": false, "is-dry": dry },
    relationships: { workspace: { data: { type: "workspaces", id: workspace } } },
  });
  await client.upload(String(data.links?.upload), archive);
  return data.id;
}

export interface NewRun {
  readonly workspace: string;
  /** Id of the configuration version to run. */
  readonly configuration: string;
  readonly attributes: Readonly<Record<string, Json>>;
}

/** Queues a run. Returns its id. */
export async function queue(
  client: ScalrClient,
  { workspace, configuration, attributes }: NewRun,
): Promise<string> {
  const { data } = await client.create("runs", {
    type: "runs",
    attributes,
    relationships: {
      workspace: { data: { type: "workspaces", id: workspace } },
      "configuration-version": { data: { type: "configuration-versions", id: configuration } },
    },
  });
  return data.id;
}
