/** What hosts may rely on. */
export const SERVER_CAPABILITIES = {
  planDestroy: false,
  getProviderSchemaOptional: true,
  moveResourceState: true,
} as const;
