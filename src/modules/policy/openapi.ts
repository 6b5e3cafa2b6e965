import { STANDINGS } from './rules/standing.ts';

const text = { type: 'string' };
const maybe = { type: ['string', 'null'] };
const day = { type: ['string', 'null'], format: 'date' };
const query = (name: string, schema: object, description: string) => ({
  name,
  in: 'query',
  required: false,
  schema,
  description,
});
const ref = (name: string, description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
});

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
          query('year', { type: 'string', pattern: '^\\d{4}$' }, '发文字号的年份'),
          query('q', text, '标题里的字，或者文号'),
          query('page', { type: 'integer', minimum: 1 }, '第几页'),
        ],
        responses: { 200: ref('PolicyList', '一页'), 400: ref('Problems', '哪个参数不对') },
      },
    },
  },
  schemas: {
    PolicyList: {
      type: 'object',
      required: ['total', 'page', 'per', 'policies'],
      properties: {
        total: { type: 'integer' },
        page: { type: 'integer' },
        per: { type: 'integer' },
        next: { ...text, description: '下一页的网址；没有下一页就没有这一项' },
        policies: { type: 'array', items: { $ref: '#/components/schemas/PolicyDocument' } },
      },
    },
    PolicyDocument: {
      type: 'object',
      required: ['title', 'docNo', 'issuer', 'unit', 'status', 'statusText', 'no', 'url', 'successor', 'replaces'],
      properties: {
        title: text,
        docNo: { ...maybe, description: '发文字号' },
        unifiedNo: { ...maybe, description: '统一编号' },
        issuer: { ...text, description: '制定机关的名称' },
        unit: { ...text, description: '制定机关' },
        issuedOn: { ...day, description: '成文日期' },
        effectiveFrom: { ...day, description: '施行日期' },
        validUntil: { ...day, description: '有效期至' },
        status: { enum: Object.keys(STANDINGS) },
        statusText: { enum: Object.values(STANDINGS) },
        statusOn: { ...day, description: '废止、失效、修改从哪天起' },
        statusReason: maybe,
        statusDocNo: maybe,
        no: { type: ['integer', 'null'], description: '登记号；文本不在本网站的没有' },
        url: maybe,
        successor: { ...maybe, description: '替代它的文件的文号' },
        replaces: { type: 'array', items: maybe, description: '它替代的文件的文号' },
      },
    },
  },
};
