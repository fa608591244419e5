// json-server over a file of workspaces.
import { writeFileSync } from "node:fs";
import jsonServer from "json-server";
import { serve } from "../shared/child.mjs";

let server;

/** A workspace with about as many attributes as the simulator's. */
const workspace = (n, perEnvironment) => ({
  id: `ws-${n}`,
  name: `bench-${n}`,
  environmentId: `env-${Math.floor(n / perEnvironment)}`,
  poolId: "apool-0",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: null,
  createdBy: "user-0",
  updatedBy: null,
  autoApply: true,
  autoQueueRuns: "skip_first",
  deletionProtectionEnabled: true,
  environmentType: n % 2 === 0 ? "production" : "development",
  executionMode: "remote",
  forceLatestRun: false,
  hooks: null,
  iacPlatform: "terraform",
  terraformVersion: "1.5.7",
  remoteBackend: true,
  remoteStateSharing: false,
  runOperationTimeout: null,
  varFiles: [],
  vcsRepo: null,
  workingDirectory: null,
  locked: false,
  tags: [],
});

serve({
  start({ file, size, perEnvironment }) {
    const content = {
      pools: [{ id: "apool-0", name: "bench" }],
      environments: Array.from({ length: Math.ceil(size / perEnvironment) }, (_, n) => ({
        id: `env-${n}`,
        name: `bench-${n}`,
      })),
      workspaces: Array.from({ length: size }, (_, n) => workspace(n, perEnvironment)),
    };
    writeFileSync(file, JSON.stringify(content));
    const app = jsonServer.create();
    app.use(jsonServer.defaults({ logger: false, noCors: true }));
    app.use(jsonServer.router(file));
    return new Promise((resolve) => {
      server = app.listen(0, "127.0.0.1", () => resolve({ port: server.address().port }));
      // A process that was busy for longer than this would close connections on which a request has come in.
      server.keepAliveTimeout = 0;
    });
  },
  close: () => new Promise((resolve) => server.close(resolve)),
});
