import { join } from "node:path";
import { Connection, message } from "../shared/client.mjs";
import { PER_ENVIRONMENT } from "../shared/population.mjs";

const API = "/api/iacp/v3";
const TYPE = "application/vnd.api+json";
const process_ = (...path) => join(import.meta.dirname, "..", ...path);

/** Goes through a list again and again, in steps that are coprime to its length often enough to reach all parts of it. */
const pick = (list, n) => list[(n * 7919) % list.length];

let names = 0;

/**
 * Each contender has a `port`, and a function for each operation that gives the bytes of the n-th request. The simulator keeps
 * what it is told on disk, and answers when it is there.
 */
export async function simulator(start, dataDir, size) {
  const child = start(process_("shared", "simulator-process.mjs"));
  const { port, token } = await child.call("start", { dataDir });
  const { environments, workspaces, own } = await child.call("addWorkspaces", size);
  const page = "page[size]=100&include=environment,agent-pool";
  const document = (attributes, id) => ({
    data: {
      type: "workspaces",
      ...(id === undefined
        ? { relationships: { environment: { data: { type: "environments", id: own } } } }
        : { id }),
      attributes,
    },
  });
  return {
    name: "simulator",
    port,
    size,
    requests: {
      read: (n) => message("GET", `${API}/workspaces/${pick(workspaces, n)}`, { token }),
      list: (n) =>
        message(
          "GET",
          `${API}/workspaces?filter[environment]=${pick(environments, n)}&filter[environment-type]=production&${page}`,
          { token },
        ),
      "list, no index": () =>
        message(
          "GET",
          `${API}/workspaces?filter[execution-mode]=remote&filter[environment-type]=production&${page}`,
          { token },
        ),
      create: () =>
        message("POST", `${API}/workspaces`, {
          token,
          type: TYPE,
          body: document({ name: `new-${names++}`, "auto-apply": true }),
        }),
      update: (n) => {
        const id = pick(workspaces, n);
        return message("PATCH", `${API}/workspaces/${id}`, {
          token,
          type: TYPE,
          body: document({ "working-directory": `folder-${names++}` }, id),
        });
      },
    },
    usage: () => child.call("usage"),
    stop: () => child.stop(),
  };
}

/** Express with a route for each operation, which parses a body and answers what the simulator would, without doing it. */
export async function express(start, ours) {
  const connection = await Connection.open(ours.port);
  const answers = {};
  for (const operation of ["read", "list", "create", "update"]) {
    const { status, body } = await connection.send(ours.requests[operation](0));
    if (status > 201) throw new Error(`${operation} was answered ${status}: ${body}`);
    answers[operation] = { status, body };
  }
  connection.close();
  checkList(answers.list.body, ours.size);
  const child = start(process_("api", "express-process.mjs"));
  const { port } = await child.call("start", { answers, base: API, type: TYPE });
  const { read, create, update } = ours.requests;
  const list = () => message("GET", `${API}/workspaces?filter[environment]=env-1&page[size]=100`);
  return {
    name: "bare Express",
    port,
    requests: { read, list, create, update },
    usage: () => child.call("usage"),
    stop: () => child.stop(),
  };
}

/** What is compared is what was meant: half the workspaces of an environment, each with what it includes. */
function checkList(body, size) {
  const { data, included } = JSON.parse(body);
  const wanted = Math.ceil(Math.min(size, PER_ENVIRONMENT) / 2);
  if (data.length !== wanted || included.length !== 2)
    throw new Error(
      `The list has ${data.length} workspaces and ${included.length} included objects, not ${wanted} and 2.`,
    );
}

/** json-server with the same objects in its file, each with the attributes that the simulator shows. */
export async function jsonServer(start, folder, size) {
  const child = start(process_("api", "json-server-process.mjs"));
  const file = join(folder, `${size}.json`);
  const { port } = await child.call("start", { file, size, perEnvironment: PER_ENVIRONMENT });
  const ids = Array.from({ length: size }, (_, n) => `ws-${n}`);
  const environments = Array.from({ length: Math.ceil(size / PER_ENVIRONMENT) }, (_, n) => `env-${n}`);
  const page = "_limit=100&_expand=environment&_expand=pool";
  return {
    name: "json-server",
    port,
    requests: {
      read: (n) => message("GET", `/workspaces/${pick(ids, n)}`),
      list: (n) =>
        message(
          "GET",
          `/workspaces?environmentId=${pick(environments, n)}&environmentType=production&${page}`,
        ),
      create: () =>
        message("POST", "/workspaces", {
          body: { name: `new-${names++}`, environmentId: "env-0", autoApply: true },
        }),
      update: (n) =>
        message("PATCH", `/workspaces/${pick(ids, n)}`, {
          body: { workingDirectory: `folder-${names++}` },
        }),
    },
    usage: () => child.call("usage"),
    stop: () => child.stop(),
  };
}
