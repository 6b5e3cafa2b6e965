/** What one conversion may use. Sizes in bytes unless the name says otherwise. */
export type Limits = {
  /** Size of the uploaded file. */
  inputBytes: number;
  /** All entries of a zip container, inflated; counted, not believed. */
  unpackedBytes: number;
  /** Inflated size over stored size, asked once more than a tenth of `unpackedBytes` has come out. */
  ratio: number;
  /** Entries in a zip container. */
  entries: number;
  /** Text to be parsed: a plain file, or all XML parts of a .docx together. A parsed tree takes many times as much. */
  textBytes: number;
  /** Elements inside one another in XML. */
  xmlDepth: number;
  /** Wall clock, from the moment a worker takes the job. */
  millis: number;
  /** Heap of the worker, in MB. What lies outside the heap may be as large again, plus the file itself. */
  memoryMb: number;
};

const MB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  inputBytes: 50 * MB,
  unpackedBytes: 200 * MB,
  ratio: 200,
  entries: 5_000,
  textBytes: 12 * MB,
  xmlDepth: 250,
  millis: 20_000,
  memoryMb: 256,
};

/** The longest recording that is taken as an attachment, in seconds: longer ones are cut into chapters people can find. */
export const MOST_SECONDS = 30 * 60;

/** A size as a person says it: 12MB, 340KB, 12字节. */
export function saySize(bytes: number): string {
  if (bytes >= MB) return `${Math.round((bytes / MB) * 10) / 10}MB`;
  if (bytes >= 1024) return `${Math.round(bytes / 1024)}KB`;
  return `${bytes}字节`;
}
