/** The rich editor of the console (editor.js) around a plain field: without script the field itself holds the markup. */
export const EditorFrame = ({
  name = 'html',
  label = '正文',
  value,
  rows = 16,
}: {
  name?: string | undefined;
  label?: string | undefined;
  value: string;
  rows?: number | undefined;
}) => (
  <div class="field">
    <div class="field-label">
      <label for={name}>{label}</label>
    </div>
    <div class="editor-frame" data-editor-frame data-marks="[]">
      <div class="editor-toolbar" role="toolbar" aria-label="排版" data-toolbar hidden />
      <div class="editor-paper">
        <textarea class="input editor-source" id={name} name={name} rows={rows} data-editor>
          {value}
        </textarea>
      </div>
    </div>
  </div>
);
