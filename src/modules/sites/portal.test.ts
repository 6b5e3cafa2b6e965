import { XMLValidator } from 'fast-xml-parser';
