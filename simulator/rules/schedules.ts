const CRON_FIELD = /^(\*|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(\/\d+)?(,(\*|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(\/\d+)?)*$/;

/** What is wrong with a schedule, which has to be as cron writes it, or null. */
export function scheduleFault(text: string): string | null {
  const fields = text.trim().split(/\s+/);
  return fields.length === 5 && fields.every((field) => CRON_FIELD.test(field))
    ? null
    : "Value must be a cron expression with five fields, such as '30 3 * * 1-5'.";
}
