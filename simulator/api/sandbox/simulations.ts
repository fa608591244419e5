import { ApiError, conflict, invalid } from "../../core/errors.js";
import { briefOf } from "../../sandbox/simulations/brief.js";
import { readOrder } from "../../sandbox/simulations/order.js";
import type { OperationRequest, SandboxContext } from "./context.js";

/** The largest order in bytes: it may contain a trace. */
export const ORDER_LIMIT = 16 * 1024 * 1024;

/** `POST /simulations`: starts the simulation of a fleet, in a process of its own. */
export async function startSimulation(context: SandboxContext, { body }: OperationRequest) {
  const { services, simulations } = context;
  const order = readOrder(body);
  const { running } = simulations;
  if (running !== undefined)
    throw conflict(
      `Simulation ${running.id} is under way, and there is one at a time. Wait for its end, or cancel it.`,
    );
  const { store, accountId } = services;
  const started = await simulations.start(briefOf(store, accountId, order), order.target);
  if ("field" in started)
    throw invalid(started.message, started.field === null ? undefined : `/${started.field}`);
  return started;
}

/** `GET /simulations`: the stored simulations, oldest first. */
export const listSimulations = ({ simulations }: SandboxContext) => ({ simulations: simulations.list() });

/** `GET /simulations/:id`: the progress and the results so far. */
export function showSimulation({ simulations }: SandboxContext, { id }: OperationRequest) {
  return simulations.find(id) ?? missing(id);
}

/** `POST /simulations/:id/cancel`: cancels it. The results so far are kept. */
export function cancelSimulation({ simulations }: SandboxContext, { id }: OperationRequest) {
  if (!simulations.cancel(id)) missing(id);
  return { canceled: id };
}

/** `DELETE /simulations/:id`: cancels and deletes it. */
export async function forgetSimulation({ simulations }: SandboxContext, { id }: OperationRequest) {
  if (!(await simulations.forget(id))) missing(id);
  return { deleted: id };
}

function missing(id: string): never {
  const detail = `There is no simulation '${id}'. The latest five are kept, until the sandbox stops.`;
  throw new ApiError(404, [{ title: "Not Found", detail }]);
}
