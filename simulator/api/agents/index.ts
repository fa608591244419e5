import { methodNotAllowed } from "../../core/errors.js";
import { PathTree } from "../http/path-tree.js";
import type { ApiServices } from "../http/services.js";
import type { Step } from "../http/steps.js";
import { putArtifact } from "./artifacts.js";
import { finish } from "./finish.js";
import { getInput, getTree } from "./inputs.js";
import { appendLog } from "./log.js";
import { checking } from "./policies.js";
import type { AgentRequest, Handler } from "./route.js";
import { deregister, heartbeat, register } from "./session.js";
import { start } from "./start.js";
import { putLateState } from "./states.js";
import { giveBack, pollTasks } from "./tasks.js";
import { finishVcs, pollVcs, putVcsArchive } from "./vcs.js";

/** The agent protocol (`agent/protocol/protocol.ts`): one method for each path, with `*` for an id and a kind. */
const routes = (
  services: ApiServices,
): Readonly<Record<string, readonly [method: string, handle: Handler]>> => ({
  register: ["POST", register(services)],
  heartbeat: ["POST", heartbeat(services)],
  tasks: ["GET", pollTasks(services)],
  "tasks/*/start": ["POST", start(services)],
  "tasks/*/return": ["POST", giveBack(services)],
  "tasks/*/inputs/*": ["GET", getInput(services)],
  "tasks/*/hooks/*": ["GET", getTree(services, "hooks")],
  "tasks/*/checks/*": ["GET", getTree(services, "checks")],
  "tasks/*/log": ["POST", appendLog(services)],
  "tasks/*/artifacts/*": ["PUT", putArtifact(services)],
  "tasks/*/late-state": ["PUT", putLateState(services)],
  "tasks/*/checking": ["POST", checking(services)],
  "tasks/*/finish": ["POST", finish(services)],
  "vcs/poll": ["POST", pollVcs(services)],
  "vcs/tasks/*/archive": ["PUT", putVcsArchive(services)],
  "vcs/tasks/*/finish": ["POST", finishVcs(services)],
  deregister: ["POST", deregister(services)],
});

/** Errors of a handler go to the server's error handler. A response is sent when the changes that it acknowledges are on disk. */
export function agentsApi(services: ApiServices): Step {
  const tree = new PathTree<readonly [method: string, handle: Handler]>();
  for (const [pattern, route] of Object.entries(routes(services))) tree.set(pattern, route);
  return (req, res, next) => {
    const [path = "", query = ""] = req.url.split("?", 2);
    const found = tree.find(path);
    if (found === undefined) {
      next();
      return;
    }
    const [method, handle] = found.value;
    if (req.method !== method) throw methodNotAllowed(req.method, req.baseUrl + path, [method]);
    const [id = "", kind = ""] = found.ids.map(decodeURIComponent);
    const named = { params: { id, kind }, search: new URLSearchParams(query) };
    return handle(Object.assign(req, named) as AgentRequest, res);
  };
}
