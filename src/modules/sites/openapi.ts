import { json } from '../../platform/http/answer.ts';
import { answer, day, int, list, maybe, maybeDay, query, ref, text } from '../../platform/http/describe.ts';
import type { Answer, Req } from '../../platform/http/types.ts';

const PIECE = {
  type: 'object',
  required: ['no', 'url', 'title', 'kind', 'unit', 'publishedAt', 'changedAt', 'version', 'columns', 'topics'],
  properties: {
    no: { ...int, description: '登记号' },
    url: { ...text, format: 'uri' },
    title: text,
    kind: text,
    unit: { type: 'object', properties: { id: text, name: text } },
    docNo: { ...maybe('string'), description: '发文字号' },
    indexNo: { ...maybe('string'), description: '索引号' },
    answer: { ...maybe('string'), description: '一两句话说明和群众的关系' },
    issuedOn: { ...maybeDay, description: '成文日期' },
    publishedAt: { ...text, format: 'date-time', description: '首次公开时间，更正不改' },
    changedAt: { ...text, format: 'date-time' },
    version: int,
    validity: {
      type: 'object',
      properties: { from: maybe('string'), until: maybe('string'), status: maybe('string') },
    },
    columns: list(text),
    topics: list(text),
    interprets: { ...maybe('integer'), description: '解读的那一件的登记号' },
  },
};

/** The description of `/api/v1` (OpenAPI 3.1). */
export const openApi = async (c: Req): Promise<Answer> =>
  json({
    openapi: '3.1.0',
    info: {
      title: '政府信息公开数据接口',
      version: '1',
      description: '公开的件、栏目和单位：只读，不用登记，每分钟不超过120次。要密钥的接口各自写明。',
    },
    servers: [{ url: c.origin }],
    paths: {
      '/api/v1/pieces': {
        get: {
          summary: '公开的件，新的在前',
          parameters: [
            query('column', text, '栏目路径，含下级'),
            query('topic', text, '专题'),
            query('unit', text, '单位'),
            query('kind', text, '种类，例如政策文件'),
            query('docNo', text, '发文字号，怎么写都行'),
            query('from', day, '公开日期从'),
            query('to', day, '公开日期到'),
            query('page', { ...int, minimum: 1 }, '第几页'),
            query('per', { ...int, minimum: 1, maximum: 100 }, '每页几件'),
          ],
          responses: { 200: answer('PieceList', '一页'), 400: answer('Problems', '哪个参数不对') },
        },
      },
      '/api/v1/pieces/{no}': {
        get: {
          summary: '一件，连正文、附件、各版和核对结果',
          parameters: [{ name: 'no', in: 'path', required: true, schema: int }],
          responses: {
            200: answer('PieceWhole', '这一件；撤下的只有各版的登记'),
            404: { description: '没有这个登记号，或正在核查暂时不能看' },
            410: { description: '内容已删除：removed 写明何时、为什么；各版的登记还在' },
          },
        },
      },
      '/api/v1/columns': { get: { summary: '栏目', responses: { 200: answer('Columns', '全部在用的栏目') } } },
      '/api/v1/units': { get: { summary: '单位', responses: { 200: answer('Units', '全部单位') } } },
      ...Object.assign({}, ...c.system.modules.map((m) => m.openapi?.paths ?? {})),
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: '政务公开办发的接口密钥' } },
      schemas: {
        ...Object.assign({}, ...c.system.modules.map((m) => m.openapi?.schemas ?? {})),
        Piece: PIECE,
        PieceList: {
          type: 'object',
          properties: {
            total: int,
            page: int,
            per: int,
            next: { ...text, format: 'uri' },
            pieces: list(ref('Piece')),
          },
        },
        PieceWhole: {
          allOf: [
            ref('Piece'),
            {
              type: 'object',
              properties: {
                state: { enum: ['published', 'withdrawn', 'erased'] },
                html: text,
                issuer: { ...maybe('string'), description: '发文机关，和公开它的单位不同时才有' },
                check: { enum: ['same', 'differs', 'erased'], description: '现在的文字和登记的是否一样' },
                removed: list({
                  type: 'object',
                  description: '删除或正在核查的部分',
                  properties: {
                    state: { enum: ['erased', 'hidden'] },
                    at: text,
                    whole: { type: 'boolean' },
                    versions: list(int),
                    attachments: int,
                    kind: text,
                    reason: text,
                  },
                }),
                attachments: list({
                  type: 'object',
                  properties: { name: text, type: text, size: int, sha256: text, url: text },
                }),
                versions: list({
                  type: 'object',
                  properties: {
                    version: int,
                    act: { enum: ['publish', 'correct', 'withdraw'] },
                    reason: maybe('string'),
                    at: text,
                    logIndex: int,
                    contentHash: text,
                  },
                }),
              },
            },
          ],
        },
        Columns: {
          type: 'object',
          properties: {
            columns: list({
              type: 'object',
              properties: {
                path: text,
                parent: maybe('string'),
                name: text,
                class: text,
                count: int,
                url: text,
                feed: text,
              },
            }),
          },
        },
        Units: {
          type: 'object',
          properties: {
            units: list({
              type: 'object',
              properties: { id: text, parent: maybe('string'), kind: text, name: text, url: text },
            }),
          },
        },
        Problems: {
          type: 'object',
          properties: {
            error: text,
            problems: list({ type: 'object', properties: { parameter: text, problem: text } }),
          },
        },
      },
    },
  });
