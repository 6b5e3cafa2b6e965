/** What the gate says of policies and of what explains them. It informs: only a policy without any interpretation is an error. */
import type { Check, CheckEnv, Finding } from '../../../lib/finding.ts';
import { placeOf, type Specimen } from '../../../lib/specimen.ts';
import { COPY_SETTINGS, type CopyResult, type CopySettings, copyOf } from './copy.ts';
import { ELEMENTS, elementsOf } from './elements.ts';
import { INTERPRETATION } from './scope.ts';

const BASIS = '《2021年政务公开工作要点》二（一）：谁起草、谁解读，解读全覆盖';
const PLAIN = '《2021年政务公开工作要点》二（二）：杜绝简单摘抄文件、罗列小标题';

const finding = (rule: string, f: Omit<Finding, 'rule' | 'basis' | 'quote' | 'at'> & Partial<Finding>): Finding[] => [
  { rule, quote: '', at: '整件', basis: BASIS, ...f },
];

const isInterpretation = (env: CheckEnv): boolean => env.piece?.kind === INTERPRETATION;
const SHORTEST = 300;

/** Letters and characters only: blanks and punctuation explain nothing. */
const length = (text: string): number => text.replace(/[\s\p{P}]/gu, '').length;
const written = (s: Specimen): string => s.layers[0]?.text ?? '';

const missing: Check = {
  id: 'interpretation.missing',
  title: '政策文件有没有解读',
  basis: BASIS,
  run(_, env) {
    const those = env.interpretations;
    if (!those || those.some((i) => i.state !== 'on its way')) return [];
    const [coming] = those;
    return finding(this.id, {
      severity: 'error',
      message: coming ? '这份政策文件的解读还没有审核通过' : '这份政策文件还没有解读',
      why: coming
        ? `解读“${coming.title || '（还没有标题）'}”审核通过后，签发文件时会一起公开。`
        : '以政府和政府办名义印发、面向企业和群众的政策文件，要和解读一起公开。请新建一件“解读”，在“解读的是”里填这件稿子的网址。',
    });
  },
};

const unlinked: Check = {
  id: 'interpretation.unlinked',
  title: '解读写明了解读哪一件',
  basis: '政策文件与解读双向关联（《2021年政务公开工作要点》二）',
  run(_, env) {
    if (!isInterpretation(env) || env.piece?.interprets !== undefined || env.piece?.forPiece !== undefined) return [];
    return finding(this.id, {
      severity: 'warning',
      message: '没有写明解读的是哪一件',
      why: '写明以后，文件的页面会有“一页看懂”，两边互相连着。',
      basis: this.basis,
    });
  },
};

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** The line is the district's own where the site knows it. */
const settingsOf = (env: CheckEnv): CopySettings => ({
  ...COPY_SETTINGS,
  line: env.explained?.copyLine ?? COPY_SETTINGS.line,
});

const against = (s: Specimen, env: CheckEnv): CopyResult | undefined =>
  isInterpretation(env) && env.explained ? copyOf(env.explained.text, written(s), settingsOf(env)) : undefined;

const copied: Check = {
  id: 'interpretation.copy',
  title: '解读是不是照抄文件',
  basis: PLAIN,
  run(s, env) {
    const c = against(s, env);
    const layer = s.layers[0];
    const [first] = c?.passages ?? [];
    // The line of the meter (0.6): below it a genuine interpretation quotes, too.
    if (!c || !layer || !first || !c.asksReason || c.onlyHeadings) return [];
    return finding(this.id, {
      severity: 'warning',
      message: `和文件原文逐字相同的占${percent(c.share)}`,
      why: '照抄的地方群众还是看不懂。请换成自己的话；确实要引用原文的，写明理由后保留。',
      quote: first.text.slice(0, 60),
      at: `${placeOf(layer, first.from)}${c.passages.length > 1 ? `等${c.passages.length}处` : ''}`,
      basis: this.basis,
      spans: c.passages.map(({ from, to }) => ({ layer: 0, from, to })),
    });
  },
};

const headings: Check = {
  id: 'interpretation.headings',
  title: '解读是不是只罗列小标题',
  basis: PLAIN,
  run(s, env) {
    const c = against(s, env);
    if (!c?.onlyHeadings) return [];
    const same = c.headings.filter((h) => h.ofPolicy);
    return finding(this.id, {
      severity: 'warning',
      message: `${same.length}个小标题是文件里的，下面几乎没有解释`,
      why: '罗列小标题不是解读。请在每个小标题下写清给谁、多少、怎么办。',
      quote: same
        .slice(0, 3)
        .map((h) => h.text)
        .join('、'),
      basis: this.basis,
    });
  },
};

const elements: Check = {
  id: 'interpretation.elements',
  title: '解读的六要素齐不齐',
  basis: BASIS,
  run(s, env) {
    if (!isInterpretation(env)) return [];
    const given = new Set(env.piece?.explanation?.given ?? []);
    const said = new Set(elementsOf(written(s)).flatMap((e) => (e.present ? [e.name] : [])));
    // What the policy replaced is here: the page draws the difference by itself.
    if (env.explained?.replaced) given.add('新旧政策差异');
    const lacks = ELEMENTS.filter((name) => !given.has(name) && !said.has(name));
    if (lacks.length === 0) return [];
    return finding(this.id, {
      severity: 'warning',
      message: `六要素还缺${lacks.length}项：${lacks.join('、')}`,
      why: '文件的页面会注明哪一项没有写。以前没有这样的文件，“新旧政策差异”选“首次制定”。',
    });
  },
};

const first: Check = {
  id: 'interpretation.first',
  title: '说是首次制定，是不是真的首次',
  basis: BASIS,
  run(_, env) {
    const replaced = env.explained?.replaced;
    if (!isInterpretation(env) || !replaced || !env.piece?.explanation?.first) return [];
    return finding(this.id, {
      severity: 'warning',
      message: `选了“首次制定”，台账里它替代了《${replaced}》`,
      why: '公开的页面会按两份原文画出新旧对照。请去掉“首次制定”，或者请司法局更正台账。',
    });
  },
};

const MEDIA = /^(?:video|audio)\//;
const CAPTIONS = /\.(?:vtt|srt)$/i;
/** A transcript is read aloud at four characters a second: less than this is no transcript of anything. */
const TRANSCRIPT = 100;

const stem = (name: string): string => name.replace(/\.[^.]*$/, '');

const captions: Check = {
  id: 'interpretation.captions',
  title: '音视频有没有字幕或文字稿',
  basis: 'GB/T 37668—2019 信息无障碍：音视频应有字幕或文字替代',
  run(s, env) {
    const files = env.piece?.attachments ?? [];
    if (!isInterpretation(env)) return [];
    const heard = files.filter((f) => MEDIA.test(f.type));
    const captions = files.filter((f) => CAPTIONS.test(f.name));
    // By its name, as the page puts them together; the only ones belong to the only recording.
    const captioned = (name: string): boolean =>
      captions.some((k) => stem(k.name) === stem(name)) || (captions.length === 1 && heard.length === 1);
    const silent = heard.filter(
      (f) => !captioned(f.name) && (f.type.startsWith('video/') || length(written(s)) < TRANSCRIPT),
    );
    return silent.flatMap((f) =>
      finding(this.id, {
        severity: 'warning',
        message: f.type.startsWith('video/') ? '视频没有字幕' : '音频没有文字稿',
        why: f.type.startsWith('video/')
          ? '听不见的人看不懂。请把同名的字幕文件（.vtt或.srt）一起放进附件。'
          : '听不见的人读不到。请把讲的话写在正文里，或者放字幕文件（.vtt或.srt）。',
        quote: f.name,
        at: `附件“${f.name}”`,
        basis: this.basis,
      }),
    );
  },
};

const thin: Check = {
  id: 'interpretation.thin',
  title: '解读够不够讲清楚',
  basis: PLAIN,
  run(s, env) {
    const other = (env.piece?.attachments?.length ?? 0) > 0 || s.pictures.length > 0;
    const n = length(written(s));
    if (!isInterpretation(env) || other || n === 0 || n >= SHORTEST) return [];
    return finding(this.id, {
      severity: 'hint',
      message: `正文只有${n}个字，也没有别的形式`,
      why: `少于${SHORTEST}个字多半讲不清给谁、多少、怎么办。也可以加图解、音频或问答。`,
      basis: this.basis,
    });
  },
};

/** All of them ask what kind of piece it is and what it belongs to: a file by itself cannot say. */
export const interpretationChecks: readonly Check[] = [
  missing,
  unlinked,
  copied,
  headings,
  elements,
  first,
  captions,
  thin,
].map((c) => ({ ...c, needs: ['piece'] as const }));
