import { answer, int, list, maybe, maybeDay, query, ref, text } from '../../platform/http/describe.ts';
import { STANDINGS } from './rules/standing.ts';

/** `/api/v1/policies` in the description of the interface; a test holds it to what is really answered. */
export const openapi = {
  paths: {
    '/api/v1/policies': {
      get: {
        summary: '规范性文件公开台账',
        description: '每分钟不超过120次。有效性按当天算。',
        parameters: [
          query('status', { enum: [...Object.keys(STANDINGS), 'expiring'] }, '有效性；expiring：快到期'),
          query('unit', text, '制定机关'),
          query('year', { ...text, pattern: '^\\d{4}$' }, '发文字号的年份'),
          query('q', text, '标题里的字，或者文号'),
          query('counted', text, '年度报告第二部分数进去的：made、repealed、inForce之一，加“.”和截止日'),
          query('page', { ...int, minimum: 1 }, '第几页'),
        ],
        responses: { 200: answer('PolicyList', '一页'), 400: answer('Problems', '哪个参数不对') },
      },
    },
  },
  schemas: {
    PolicyList: {
      type: 'object',
      required: ['total', 'page', 'per', 'policies'],
      properties: {
        total: int,
        page: int,
        per: int,
        next: { ...text, description: '下一页的网址；没有下一页就没有这一项' },
        policies: list(ref('PolicyDocument')),
      },
    },
    PolicyDocument: {
      type: 'object',
      required: ['title', 'docNo', 'issuer', 'unit', 'status', 'statusText', 'no', 'url', 'successor', 'replaces'],
      properties: {
        title: text,
        docNo: { ...maybe('string'), description: '发文字号' },
        unifiedNo: { ...maybe('string'), description: '统一编号' },
        issuer: { ...text, description: '制定机关的名称' },
        unit: { ...text, description: '制定机关' },
        issuedOn: { ...maybeDay, description: '成文日期' },
        effectiveFrom: { ...maybeDay, description: '施行日期' },
        validUntil: { ...maybeDay, description: '有效期至' },
        status: { enum: Object.keys(STANDINGS) },
        statusText: { enum: Object.values(STANDINGS) },
        statusOn: { ...maybeDay, description: '废止、失效、修改从哪天起' },
        statusReason: { ...maybe('string'), description: '决定的理由；有效性由日期定的没有' },
        statusDocNo: { ...maybe('string'), description: '决定的文号；有效性由日期定的没有' },
        no: { ...maybe('integer'), description: '登记号；文本不在本网站的没有' },
        url: maybe('string'),
        successor: { ...maybe('string'), description: '替代它的文件的文号' },
        replaces: { type: 'array', items: maybe('string'), description: '它替代的文件的文号' },
      },
    },
  },
};
