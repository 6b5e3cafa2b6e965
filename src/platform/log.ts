/** Structured lines for operators; never texts of drafts, never identity data. */
export type Logger = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

const plain = (v: unknown): unknown => (v instanceof Error ? { name: v.name, message: v.message, stack: v.stack } : v);

/** One JSON object a line on standard error. */
export function jsonLogger(write: (line: string) => void = (l) => process.stderr.write(l)): Logger {
  const at = (level: string) => (fields: Record<string, unknown>, message: string) => {
    const shown = Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, plain(v)]));
    write(`${JSON.stringify({ level, at: new Date().toISOString(), message, ...shown })}\n`);
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
