/** Workspaces whose files can be changed by hand, and schedules that look at them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { reached, workspaceWith } from "../../agent/workshop.js";
import { type Resource, unique } from "../../api/support.js";
import type { Sandbox } from "../../support/sandbox.js";

const stack = (file: string) => `
resource "local_file" "greeting" {
  filename = "${file}"
  content  = "hello"
}
resource "terraform_data" "other" { input = "a" }
`;

/** A workspace that was applied: its file is there. */
export async function appliedWorkspace(
  sandbox: Sandbox,
  where: { readonly environment: string; readonly pool: string },
  folder: string,
  attributes: object = {},
): Promise<{ readonly id: string; readonly file: string }> {
  const file = join(folder, unique("file"));
  const id = await workspaceWith(sandbox, where, stack(file), attributes);
  expect(await reached(sandbox, await sandbox.run(id))).toMatchObject({ status: "applied" });
  expect(existsSync(file)).toBe(true);
  return { id, file };
}

/** A schedule of an environment, daily unless the attributes say otherwise. */
export async function createSchedule(
  sandbox: Sandbox,
  environment: string,
  attributes: object = {},
): Promise<Resource> {
  const { status, body } = await sandbox.send("POST", "drift-detection-schedules", {
    data: {
      type: "drift-detection-schedule",
      attributes: { schedule: "daily", ...attributes },
      relationships: { environment: { data: { type: "environments", id: environment } } },
    },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.data;
}

/** The runs that looked at a workspace, the oldest first. */
export const looksAt = ({ simulator }: Sandbox, workspace: string) =>
  simulator.store
    .find("runs", "workspace", workspace)
    .filter(({ driftSchedule }) => driftSchedule !== undefined);

/** The run that looks at a workspace for the nth time, once it has ended. */
export async function lookedAt(sandbox: Sandbox, workspace: string, count: number) {
  const run = looksAt(sandbox, workspace)[count - 1];
  expect(run, `look ${count} at ${workspace}`).toBeDefined();
  return sandbox.until("runs", run!.id, (now) => ["planned_and_finished", "errored"].includes(now!.status));
}
