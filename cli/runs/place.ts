/** Where a run is queued or executed, as tables show it: `agent of pool`, the pool while no agent has it, `-` for nowhere yet. */
export const placeOf = (pool: string | null, agent: string | null): string =>
  agent === null ? (pool ?? "-") : `${agent} of ${pool}`;
