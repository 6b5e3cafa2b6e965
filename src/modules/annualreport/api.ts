import { json } from '../../platform/http/answer.ts';
import { answer, inPath, int, maybe, query, text } from '../../platform/http/describe.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { reportData } from './data.ts';
import { listed, publicHref, shownOf } from './public-pages.tsx';

/** `/api/v1/reports`: the published reports; `year` and `unit` narrow it. */
export async function reportsApi(c: Req): Promise<Answer> {
  const wrong = [...c.query.keys()].filter((k) => k !== 'year' && k !== 'unit');
  const year = c.query.get('year');
  if (year !== null && !/^\d{4}$/.test(year)) wrong.push('year');
  if (wrong.length > 0)
    return json(
      { error: 'bad_request', problems: wrong.map((parameter) => ({ parameter, problem: 'not known or not a year' })) },
      400,
    );
  const { all } = await listed(c);
  const unit = c.query.get('unit');
  const reports = all.filter((l) => (year === null || l.year === Number(year)) && (unit === null || l.unitId === unit));
  return json({
    total: reports.length,
    reports: reports.map((l) => ({
      unit: l.unitId,
      unitName: l.name,
      year: l.year,
      publishedOn: l.publishedOn,
      no: l.publishedNo,
      url: `${c.origin}${publicHref(l.unitId, l.year)}`,
      data: `${c.origin}/api/v1/reports/${l.year}/${l.unitId}`,
    })),
  });
}

/** `/api/v1/reports/:year/:unit`: one report with all cells, texts and sources. */
export async function reportApi(c: Req): Promise<Answer> {
  const found = await shownOf(c);
  if (!found) return json({ error: 'not_found' }, 404);
  return json({
    ...reportData({ ...found.shown, state: 'published' }),
    publishedOn: found.row.publishedOn,
    no: found.row.publishedNo,
    frozenHash: found.row.frozenHash,
    logSize: found.row.logSize,
  });
}

const count = { ...int, minimum: 0 };

export const openapi = {
  paths: {
    '/api/v1/reports': {
      get: {
        summary: '政府信息公开工作年度报告：已公布的',
        parameters: [query('year', int, '哪一年'), query('unit', text, '哪个单位')],
        responses: { 200: answer('ReportList', '清单'), 400: { description: '参数不对' } },
      },
    },
    '/api/v1/reports/{year}/{unit}': {
      get: {
        summary: '一份年度报告：第二、三、四部分的每一格，正文，每一格的来源',
        parameters: [inPath('year', int, '哪一年'), inPath('unit', text, '哪个单位')],
        responses: { 200: answer('AnnualReport', '报告'), 404: { description: '没有公布这份报告' } },
      },
    },
  },
  schemas: {
    ReportList: {
      type: 'object',
      properties: {
        total: int,
        reports: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              unit: text,
              unitName: text,
              year: int,
              publishedOn: maybe('string'),
              no: int,
              url: text,
              data: text,
            },
          },
        },
      },
    },
    AnnualReport: {
      type: 'object',
      description: '行名、列名与《年度报告格式》（国办公开办函〔2021〕30号）一一对应；report check 可以直接核对。',
      properties: {
        unit: text,
        year: int,
        format: text,
        until: text,
        table2: { type: 'object' },
        table3: {
          type: 'object',
          additionalProperties: { type: 'object', additionalProperties: { anyOf: [count, text] } },
        },
        table4: { type: 'object', additionalProperties: { type: 'object', additionalProperties: count } },
        section6: { type: 'object', additionalProperties: count },
        narrative: { type: 'object', additionalProperties: { type: 'number' } },
        texts: { type: 'object' },
        sources: { type: 'object', additionalProperties: text },
      },
    },
  },
};
