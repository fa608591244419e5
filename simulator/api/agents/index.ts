import express, { type Router } from "express";
import { methodNotAllowed } from "../../resources/errors.js";
import type { Services } from "../../services.js";
import { putArtifact } from "./artifacts.js";
import { deregister } from "./deregister.js";
import { finish } from "./finish.js";
import { heartbeat } from "./heartbeat.js";
import { getInput } from "./inputs.js";
import { appendLog } from "./log.js";
import { register } from "./register.js";
import { start } from "./start.js";
import { putLateState } from "./states.js";
import { pollTasks } from "./tasks.js";
import { finishVcs, pollVcs, putVcsArchive } from "./vcs.js";

/**
 * The agent protocol (`agent/protocol.ts`), to be mounted at `/api/agents/v1`. What a handler throws goes to the
 * server's error handler. An answer is sent when what it acknowledges is on disk.
 */
export function agentsApi(services: Services): Router {
  const router = express.Router();
  router.post("/register", register(services));
  router.post("/heartbeat", heartbeat(services));
  router.get("/tasks", pollTasks(services));
  router.post("/tasks/:id/start", start(services));
  router.get("/tasks/:id/inputs/:kind", getInput(services));
  router.post("/tasks/:id/log", appendLog(services));
  router.put("/tasks/:id/artifacts/:kind", putArtifact(services));
  router.put("/tasks/:id/late-state", putLateState(services));
  router.post("/tasks/:id/finish", finish(services));
  router.post("/vcs/poll", pollVcs(services));
  router.put("/vcs/tasks/:id/archive", putVcsArchive(services));
  router.post("/vcs/tasks/:id/finish", finishVcs(services));
  router.post("/deregister", deregister(services));
  // What comes here has a method that its path does not have.
  for (const { route } of [...router.stack]) {
    if (route === undefined) continue;
    const allowed = route.stack.map(({ method }) => method.toUpperCase());
    router.all(route.path, (req) => {
      throw methodNotAllowed(req.method, req.baseUrl + req.path, allowed);
    });
  }
  return router;
}
