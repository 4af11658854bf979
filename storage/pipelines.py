"""What an administrator sets up: pipelines and stages, loss reasons, tags, custom fields."""

from core.crm.fields import CustomField, LossReason, Tag
from core.crm.pipelines import Pipeline, Stage
from storage.mapper import Mapper
from storage.shelf import Catalogue
from storage.tables import custom_fields, loss_reasons, pipelines, stages, tags

PIPELINES = Catalogue(Mapper(Pipeline), pipelines, "position")
STAGES = Catalogue(Mapper(Stage), stages, "pipeline_id", "position")
LOSS_REASONS = Catalogue(Mapper(LossReason), loss_reasons, "position")
TAGS = Catalogue(Mapper(Tag), tags, "name")
CUSTOM_FIELDS = Catalogue(Mapper(CustomField), custom_fields, "of", "position")
