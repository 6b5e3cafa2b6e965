-- What somebody wrote and handed on stands beside their day.
create index piece_by_writer on editorial.piece (writer_id, updated_at desc);
