/** The embedded database could not be started; the message is one line, Chinese then English, for the operator. */
export class EmbeddedError extends Error {
  constructor(zh: string, en: string, options?: ErrorOptions) {
    super(`${zh} / ${en}`, options);
  }
}

/** Turns what the system or the server said into a line an operator can act on. `where` is the folder concerned. */
export function explain(said: unknown, where: string): EmbeddedError {
  if (said instanceof EmbeddedError) return said;
  const text = said instanceof Error ? said.message : String(said);
  const cause = said instanceof Error ? { cause: said } : {};
  const make = (zh: string, en: string): EmbeddedError => new EmbeddedError(zh, en, cause);
  if (/ENOSPC|EDQUOT|No space left|Disk quota/i.test(text))
    return make(
      `磁盘已满，数据库没有启动；请腾出空间后重试（${where}）`,
      `the disk is full, free some space and try again: ${where}`,
    );
  if (/EROFS|Read-only file system/i.test(text))
    return make(`文件系统是只读的，无法使用 ${where}`, `read-only file system: ${where}`);
  // What a recursive mkdir says on a read-only file system.
  if (/ENOENT: no such file or directory, mkdir/.test(text))
    return make(`无法建立目录 ${where}`, `cannot create the folder ${where}`);
  if (/ENOTDIR|not a directory|EEXIST: file already exists, mkdir/i.test(text))
    return make(`${where} 不是文件夹，请另选数据目录`, `not a folder, choose another data folder: ${where}`);
  if (/EACCES|EPERM|Permission denied|Operation not permitted/i.test(text))
    return make(
      `没有权限使用 ${where}；请检查目录权限，并用首次启动时的同一用户启动`,
      `no permission to use ${where}; check its mode and start as the same user as the first time (${lastLine(text)})`,
    );
  if (/could not bind|Address already in use|could not create any TCP/i.test(text))
    return make('数据库的本机端口被占用，请重试', 'the database port on 127.0.0.1 was taken meanwhile, try again');
  return make(`数据库没有启动：${lastLine(text)}`, `the database did not start, see postgres.log in ${where}`);
}

const lastLine = (text: string): string => {
  const lines = text.split('\n').map((l) => l.trim());
  const telling = lines.filter((l) => /FATAL|PANIC|ERROR|error:/.test(l));
  return telling.at(-1) ?? lines.filter(Boolean).at(-1) ?? '';
};
